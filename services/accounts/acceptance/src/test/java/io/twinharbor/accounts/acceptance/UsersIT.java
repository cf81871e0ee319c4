package io.twinharbor.accounts.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One user from the beginning to the end. */
@Tag(Subject.DEPLOYED)
class UsersIT {

    private final Client editor = Subject.first().as("editor");
    private final Client admin = Subject.first().as("admin");

    @Test
    void aUserIsCreatedReadReplacedPatchedDeactivatedAndDeleted() {
        var created = Expect.status(201, editor.create("{\"email\":\"" + Addresses.of("Ada")
                + "\",\"displayName\":\"Ada \\u00c9 \\\\\",\"roles\":[\"b\",\"a\"]}"));
        String address = Client.location(created);
        JsonObject user = Client.object(created);
        assertEquals(Addresses.of("Ada"), user.getString("email"));
        assertTrue(user.getBoolean("active"));
        assertEquals("[\"a\",\"b\"]", user.getJsonArray("roles").toString());
        assertEquals(user, Client.object(Subject.second().as("reader").get(address)));

        JsonObject replaced = Client.object(Expect.status(200,
                editor.put(address, "{\"email\":\"" + Addresses.of("ada") + "\",\"active\":true}")));
        assertTrue(replaced.isNull("displayName"));
        assertEquals(user.getString("createdAt"), replaced.getString("createdAt"));
        assertNotEquals(user.getString("changedAt"), replaced.getString("changedAt"));

        JsonObject patched = Client.object(Expect.status(200, editor.patch(address, "{\"displayName\":\"Ada\"}")));
        assertEquals("Ada", patched.getString("displayName"));
        assertEquals(Addresses.of("ada"), patched.getString("email"));

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
        var created = editor.create(Addresses.user("tag"));
        String address = Client.location(created);
        String old = Client.tag(created);
        Expect.status(304, editor.get(address, "If-None-Match", old));
        String current = Client.tag(Expect.status(200, editor.patch(address, "{\"displayName\":\"T\"}", "If-Match", old)));
        assertNotEquals(old, current);
        Expect.problem(412, editor.patch(address, "{\"displayName\":\"U\"}", "If-Match", old));
        Expect.problem(412, editor.put(address, "{\"email\":\"" + Addresses.of("tag") + "\",\"active\":true}",
                "If-Match", old));
        Expect.problem(412, editor.post(address + "/deactivate", Client.JSON, "", "If-Match", old));
        Expect.problem(412, admin.delete(address, "If-Match", old));
        Expect.status(200, editor.get(address, "If-None-Match", old));
        Expect.status(204, admin.delete(address, "If-Match", current));
    }

    @Test
    void anAddressIsTakenWhateverItsCase() {
        Expect.status(201, editor.create(Addresses.user("Taken").replace("example.org", "Example.org")));
        var taken = editor.create(Addresses.user("tAKEN").replace("example.org", "eXAMPLE.ORG"));
        assertEquals("urn:twinharbor:problem:email-taken", Expect.problem(409, taken).getString("type"));
        String other = Client.location(editor.create(Addresses.user("other")));
        Expect.problem(409, editor.patch(other, Addresses.user("taken")));
    }

    @Test
    void ofManyWhoClaimAnAddressAtOnceOneGetsIt() {
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 8)
                .mapToObj(claim -> (claim % 2 == 0 ? Subject.first() : Subject.second()).as("editor")
                        .sendAsync("POST", Client.USERS, Client.JSON,
                                java.net.http.HttpRequest.BodyPublishers.ofString(Addresses.user("race")))
                        .thenApply(java.net.http.HttpResponse::statusCode))
                .toList();
        List<Integer> statuses = answers.stream().map(CompletableFuture::join).sorted().toList();
        assertEquals(List.of(201, 409, 409, 409, 409, 409, 409, 409), statuses);
    }

    @Test
    void aRepeatedCreationWithItsKeyCreatesOnce() {
        String user = Addresses.user("once");
        String key = UUID.randomUUID().toString();
        var first = Expect.status(201, editor.create(user, "Idempotency-Key", key));
        var again = Expect.status(201, Subject.second().as("editor").create(user, "Idempotency-Key", key));
        assertEquals(first.body(), again.body());
        assertEquals(Client.location(first), Client.location(again));
        Expect.problem(422, editor.create(Addresses.user("twice"), "Idempotency-Key", key));
        Expect.status(201, admin.create(Addresses.user("admins"), "Idempotency-Key", key));
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
        String longest = "a".repeat(128 - Addresses.of("").length());
        Expect.problem(422, editor.create(Addresses.user(longest + "a")));
        Expect.status(201, editor.create(Addresses.user(longest)));
    }
}
