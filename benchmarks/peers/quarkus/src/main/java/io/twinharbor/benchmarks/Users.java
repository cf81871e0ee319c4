package io.twinharbor.benchmarks;

import io.quarkus.panache.common.Sort;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/")
public class Users {

    @GET
    public List<User> list() {
        return User.listAll(Sort.by("id"));
    }

    @POST
    @Transactional
    @ResponseStatus(201)
    public User create(User user) {
        user.persist();
        return user;
    }
}
