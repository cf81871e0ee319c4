package io.twinharbor.accounts.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The original application's one endpoint. */
class OriginalContractIT {

    @Test
    @Tag(Subject.DEPLOYED)
    void everyUserIsListedWithIdEmailAndActiveAlone() {
        Expect.status(201, Subject.first().as("editor").create(Addresses.user("listed")));
        var answer = Expect.status(200, Subject.first().anyone().get("/"));
        assertEquals("application/json", answer.headers().firstValue("Content-Type").orElseThrow());
        var users = Client.array(answer).getValuesAs(JsonObject.class);
        for (JsonObject user : users) {
            assertEquals(Set.of("id", "email", "active"), user.keySet());
        }
        assertEquals(1, users.stream().filter(user -> user.getString("email").equals(Addresses.of("listed"))).count());
    }

    @Test
    void anEmptyDirectoryInDevelopmentBeginsWithTheTestUser() {
        JsonObject user = Client.array(Stand.first().as().get("/")).getJsonObject(0);
        assertEquals("test@test.com", user.getString("email"));
        assertTrue(user.getBoolean("active"));
    }

    /** Both instances keep the answer: a write through either must show in the next read through the other. */
    @Test
    void aCommittedWriteIsInTheNextAnswerOfTheOtherInstance() {
        for (int round = 0; round < 100; round++) {
            Instance writer = round % 2 == 0 ? Stand.first() : Stand.second();
            Instance reader = round % 2 == 0 ? Stand.second() : Stand.first();
            String email = "fresh" + round + "@example.org";
            var created = Expect.status(201, writer.as("admin").create("{\"email\":\"" + email + "\"}"));
            assertTrue(reader.as().get("/").body().contains(email), email);
            Expect.status(204, writer.as("admin").delete(Client.location(created)));
            assertTrue(!reader.as().get("/").body().contains(email), email);
        }
    }

    @Test
    void theListIsForReadersWhereItIsNotOpen() {
        Instance closed = Stand.another("closed", java.util.Map.of("DIRECTORY_READ_OPEN", "false")).awaitReady();
        try {
            for (String path : java.util.List.of("/", Client.USERS)) {
                Expect.problem(401, closed.as().get(path));
                Expect.problem(403, closed.as("visitor").get(path));
                Expect.status(200, closed.as("reader").get(path));
            }
        } finally {
            closed.stop();
        }
    }
}
