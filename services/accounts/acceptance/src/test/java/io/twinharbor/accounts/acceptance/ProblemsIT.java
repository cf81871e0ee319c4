package io.twinharbor.accounts.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is refused is told in the same form. */
@Tag(Subject.DEPLOYED)
class ProblemsIT {

    private final Client admin = Subject.first().as("admin");

    @Test
    void whatDoesNotExistIsNotFound() {
        for (String path : new String[] {"/nothing", "/api/v1/nothing", Client.USERS + "/999999999", Client.USERS + "/abc",
            Client.USERS + "/0", Client.IMPORTS + "/00000000-0000-4000-8000-000000000000"}) {
            Expect.problem(404, admin.get(path));
        }
    }

    @Test
    void aMethodThatIsNotTakenIsToldWithThoseThatAre() {
        var answer = admin.put(Client.USERS, "{}");
        Expect.problem(405, answer);
        assertTrue(answer.headers().firstValue("Allow").orElseThrow().contains("POST"));
        Expect.problem(405, admin.post("/", Client.JSON, "{}"));
    }

    @Test
    void aRepresentationThatThereIsNotIsNotAcceptable() {
        Expect.problem(406, admin.get(Client.USERS + "/1", "Accept", "text/html"));
        Expect.problem(406, admin.get(Client.USERS + "/export", "Accept", "application/pdf"));
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        Expect.problem(413, admin.create("{\"email\":\"" + "a".repeat(70_000) + "\"}"));
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        Expect.problem(415, admin.post(Client.USERS, "text/plain", "{}"));
        Expect.problem(415, admin.post(Client.IMPORTS, "application/json", "{}"));
        Expect.problem(415, admin.post(Client.IMPORTS, "text/csv; charset=utf-16", "email\n"));
        Expect.problem(415, admin.send("PATCH", Client.USERS + "/1", Client.JSON, BodyPublishers.ofString("{}")));
    }

    @Test
    void aBodyThatIsNotJsonIsRefused() {
        for (String body : new String[] {"", "{", "nonsense", "{\"email\":}", "\u0000"}) {
            Expect.problem(400, admin.create(body));
        }
    }

    @Test
    void aBodyThatIsJsonBeyondMeasureIsRefused() {
        for (String body : new String[] {"[".repeat(2000), "{\"email\":1e99999999999}", "{\"email\":" + "9".repeat(2000) + "}"}) {
            Expect.problem(400, admin.create(body));
        }
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() {
        byte[] body = Addresses.user("latin").replace("}", ",\"displayName\":\"é\"}").getBytes(StandardCharsets.ISO_8859_1);
        Expect.problem(400, admin.send("POST", Client.USERS, Client.JSON, BodyPublishers.ofByteArray(body)));
    }
}
