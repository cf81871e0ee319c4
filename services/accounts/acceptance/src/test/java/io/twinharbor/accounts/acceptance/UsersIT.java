package io.twinharbor.accounts.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** One user from the beginning to the end. */
class UsersIT {

    private final Client editor = Stand.first().as("editor");
    private final Client admin = Stand.first().as("admin");

    @Test
    void aUserIsCreatedReadReplacedPatchedDeactivatedAndDeleted() {
        var created = Expect.status(201, editor.create(
                "{\"email\":\"Ada@example.org\",\"displayName\":\"Ada \\u00c9 \\\\\",\"roles\":[\"b\",\"a\"]}"));
        String address = Client.location(created);
        JsonObject user = Client.object(created);
        assertEquals("Ada@example.org", user.getString("email"));
        assertTrue(user.getBoolean("active"));
        assertEquals("[\"a\",\"b\"]", user.getJsonArray("roles").toString());
        assertEquals(user, Client.object(Stand.second().as("reader").get(address)));

        JsonObject replaced = Client.object(Expect.status(200,
                editor.put(address, "{\"email\":\"ada@example.org\",\"active\":true}")));
        assertTrue(replaced.isNull("displayName"));
        assertEquals(user.getString("createdAt"), replaced.getString("createdAt"));
        assertNotEquals(user.getString("changedAt"), replaced.getString("changedAt"));

        JsonObject patched = Client.object(Expect.status(200, editor.patch(address, "{\"displayName\":\"Ada\"}")));
        assertEquals("Ada", patched.getString("displayName"));
        assertEquals("ada@example.org", patched.getString("email"));

        for (int again = 0; again < 2; again++) {
            JsonObject deactivated = Client.object(Expect.status(200,
                    editor.post(address + "/deactivate", Client.JSON, "")));
            assertFalse(deactivated.getBoolean("active"));
        }
        Expect.status(204, admin.delete(address));
        Expect.problem(404, editor.get(address));
        Expect.problem(404, admin.delete(address));
    }

    @Test
    void whoReadsAnOldVersionCannotOverwriteANewerOne() {
        var created = editor.create("{\"email\":\"tag@example.org\"}");
        String address = Client.location(created);
        String old = Client.tag(created);
        Expect.status(304, editor.get(address, "If-None-Match", old));
        String current = Client.tag(Expect.status(200, editor.patch(address, "{\"displayName\":\"T\"}", "If-Match", old)));
        assertNotEquals(old, current);
        Expect.problem(412, editor.patch(address, "{\"displayName\":\"U\"}", "If-Match", old));
        Expect.problem(412, editor.put(address, "{\"email\":\"tag@example.org\",\"active\":true}", "If-Match", old));
        Expect.problem(412, editor.post(address + "/deactivate", Client.JSON, "", "If-Match", old));
        Expect.problem(412, admin.delete(address, "If-Match", old));
        Expect.status(200, editor.get(address, "If-None-Match", old));
        Expect.status(204, admin.delete(address, "If-Match", current));
    }

    @Test
    void anAddressIsTakenWhateverItsCase() {
        Expect.status(201, editor.create("{\"email\":\"Taken@Example.org\"}"));
        assertEquals("urn:twinharbor:problem:email-taken",
                Expect.problem(409, editor.create("{\"email\":\"tAKEN@eXAMPLE.ORG\"}")).getString("type"));
        String other = Client.location(editor.create("{\"email\":\"other@example.org\"}"));
        Expect.problem(409, editor.patch(other, "{\"email\":\"taken@example.org\"}"));
    }

    @Test
    void ofManyWhoClaimAnAddressAtOnceOneGetsIt() {
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 8)
                .mapToObj(claim -> (claim % 2 == 0 ? Stand.first() : Stand.second()).as("editor")
                        .sendAsync("POST", Client.USERS, Client.JSON,
                                java.net.http.HttpRequest.BodyPublishers.ofString("{\"email\":\"race@example.org\"}"))
                        .thenApply(java.net.http.HttpResponse::statusCode))
                .toList();
        List<Integer> statuses = answers.stream().map(CompletableFuture::join).sorted().toList();
        assertEquals(List.of(201, 409, 409, 409, 409, 409, 409, 409), statuses);
    }

    @Test
    void aRepeatedCreationWithItsKeyCreatesOnce() {
        String user = "{\"email\":\"once@example.org\"}";
        var first = Expect.status(201, editor.create(user, "Idempotency-Key", "once"));
        var again = Expect.status(201, Stand.second().as("editor").create(user, "Idempotency-Key", "once"));
        assertEquals(first.body(), again.body());
        assertEquals(Client.location(first), Client.location(again));
        Expect.problem(422, editor.create("{\"email\":\"twice@example.org\"}", "Idempotency-Key", "once"));
        Expect.status(201, admin.create("{\"email\":\"admins@example.org\"}", "Idempotency-Key", "once"));
        Expect.problem(400, editor.create(user, "Idempotency-Key", "two words"));
    }

    @Test
    void eachDefectOfAUserIsTold() {
        JsonObject problem = Expect.problem(422, editor.create(
                "{\"email\":\"nobody\",\"displayName\":\"\",\"roles\":[\"NO\"]}"));
        assertEquals(List.of("#/displayName", "#/email", "#/roles"), problem.getJsonArray("errors")
                .getValuesAs(error -> ((JsonObject) error).getString("pointer")));
        Expect.problem(422, editor.create("{}"));
        Expect.problem(422, editor.create("[]"));
        Expect.problem(422, editor.create("{\"email\":5}"));
        Expect.problem(422, editor.create("{\"email\":\"a@example.org\",\"id\":7}"));
        Expect.problem(422, editor.create("{\"email\":\"a@example.org\",\"colour\":\"red\"}"));
        Expect.problem(422, editor.create("{\"email\":\"" + "a".repeat(117) + "@example.org\"}"));
        Expect.status(201, editor.create("{\"email\":\"" + "a".repeat(116) + "@example.org\"}"));
    }
}
