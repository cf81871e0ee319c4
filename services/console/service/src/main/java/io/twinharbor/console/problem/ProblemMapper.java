package io.twinharbor.console.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns whatever a resource throws into a problem: an error's page is for people. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException refused) {
            return refused.getResponse().getStatus() < 400 ? refused.getResponse() : ofServer(refused.getResponse());
        }
        Problem problem = Problem.of(thrown);
        if (problem.status() >= 500) {
            LOG.log(Level.WARNING, "A request of another console failed", thrown);
        }
        return problem.toResponse().build();
    }

    /** With its headers, such as the methods that an address takes. */
    private static Response ofServer(Response refusal) {
        Response.ResponseBuilder response = Problem.of(refusal.getStatus()).toResponse();
        refusal.getStringHeaders().forEach((name, values) -> {
            if (!name.toLowerCase(Locale.ROOT).startsWith("content-")) {
                values.forEach(value -> response.header(name, value));
            }
        });
        return response.build();
    }
}
