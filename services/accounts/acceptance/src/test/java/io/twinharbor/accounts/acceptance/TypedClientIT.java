package io.twinharbor.accounts.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.twinharbor.accounts.acceptance.MicroShedIT.Users;
import jakarta.json.JsonObject;
import jakarta.ws.rs.ForbiddenException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.microshed.testing.jaxrs.RestClientBuilder;

/** The API as a typed client of another Jakarta service meets it, with tokens of the service's own issuer. */
@Tag(Subject.DEPLOYED)
class TypedClientIT {

    @Test
    void whatOneClientCreatesAnotherReads() {
        JsonObject created = Client.object(as("editor").create(Addresses.user("typed")));
        assertEquals(created, Client.object(as("reader").get(created.getJsonNumber("id").longValue())));
    }

    @Test
    void aReaderCannotCreate() {
        assertThrows(ForbiddenException.class, () -> as("reader").create(Addresses.user("typed-by-reader")));
    }

    private static Users as(String role) {
        Service service = Subject.first();
        return new RestClientBuilder().withAppContextRoot(service.address().toString()).withJwt(service.token(role))
                .build(Users.class);
    }
}
