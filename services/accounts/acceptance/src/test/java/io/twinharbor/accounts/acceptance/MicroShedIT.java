package io.twinharbor.accounts.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.junit.jupiter.api.Test;
import org.microshed.testing.jaxrs.RESTClient;
import org.microshed.testing.jupiter.MicroShedTest;
import org.microshed.testing.jwt.JwtConfig;

/** The API as a typed client of another Jakarta service meets it, with tokens that MicroShed signs. */
@MicroShedTest
public class MicroShedIT {

    /** The two operations that this client needs. */
    @Path("/api/v1/users")
    @Produces("application/json")
    @Consumes("application/json")
    public interface Users {

        @POST
        String create(String user);

        @GET
        @Path("/{id}")
        String get(@PathParam("id") long id);
    }

    @RESTClient
    @JwtConfig(issuer = Issuer.NAME, subject = "editor", claims = {"aud=" + Issuer.AUDIENCE, "groups=reader,editor"})
    public static Users asEditor;

    @RESTClient
    @JwtConfig(issuer = Issuer.NAME, subject = "reader", claims = {"aud=" + Issuer.AUDIENCE, "groups=reader,visitor"})
    public static Users asReader;

    @Test
    void whatOneClientCreatesAnotherReads() {
        JsonObject created = Client.object(asEditor.create("{\"email\":\"micro@example.org\"}"));
        assertEquals(created, Client.object(asReader.get(created.getJsonNumber("id").longValue())));
    }

    @Test
    void aReaderCannotCreate() {
        assertThrows(ForbiddenException.class, () -> asReader.create("{\"email\":\"reader@example.org\"}"));
    }
}
