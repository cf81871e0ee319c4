package io.twinharbor.accounts.acceptance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is let in, and what for. */
@Tag(Subject.DEPLOYED)
class RolesIT {

    private static final String ANY_USER = Client.USERS + "/1";
    private final Service service = Subject.first();

    @Test
    void noTokenIsRefused() {
        Expect.unauthorized(service.as().get(ANY_USER));
        Expect.unauthorized(service.as().create(Addresses.user("nobodys")));
    }

    @Test
    void aBadTokenIsRefusedWhereNoneIsNeeded() {
        Client client = service.withToken("nonsense");
        Expect.unauthorized(client.get(ANY_USER));
        Expect.problem(401, client.get("/"));
        Expect.problem(401, client.get(Client.USERS));
    }

    @Test
    void eachRoleMayDoWhatItIsFor() {
        String user = Client.location(Expect.status(201, service.as("editor").create(Addresses.user("role"))));
        Client reader = service.as("reader");
        Expect.status(200, reader.get(user));
        Expect.problem(403, reader.create(Addresses.user("readers")));
        Expect.problem(403, reader.put(user, Addresses.user("readers")));
        Expect.problem(403, reader.patch(user, "{}"));
        Expect.problem(403, reader.post(user + "/deactivate", Client.JSON, ""));
        Expect.problem(403, reader.post(Client.IMPORTS, "text/csv", "email\n"));
        Expect.problem(403, reader.get(Client.IMPORTS));
        Expect.problem(403, reader.delete(user));
        Expect.problem(403, service.as("editor").delete(user));
    }
}
