package io.twinharbor.accounts.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.twinharbor.accounts.access.Caller;
import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.conduct.problem.Statuses;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response;

/**
 * Creates a user once, however often a client repeats the request with the same {@code Idempotency-Key}
 * (draft-ietf-httpapi-idempotency-key-header). Keys belong to their caller and are kept for a day.
 */
@Singleton
public class RepeatableCreation {

    static final int KEY_LENGTH = 255;

    @PersistenceContext
    private EntityManager entities;

    private final Directory directory;
    private final Caller caller;

    @Inject
    public RepeatableCreation(Directory directory, Caller caller) {
        this.directory = directory;
        this.caller = caller;
    }

    /**
     * The user that this key created, now or before.
     *
     * @param key  the client's key, 1 to 255 visible ASCII characters
     * @param body the request body as JSON, which a repetition must equal
     * @throws ProblemException 400 for a bad key, 422 for the key of another request, or as {@link Directory#create}
     */
    @Transactional
    public JsonObject create(String key, JsonObject body, UserDraft draft) {
        checkKey(key);
        entities.createNativeQuery("DELETE FROM idempotency_key WHERE created_at < now() - interval '1 day'")
                .executeUpdate();
        // The row is ours, or the statement waits for the other request with this key to end.
        int claimed = entities.createNativeQuery(
                        "INSERT INTO idempotency_key (actor, key, request_hash) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .setParameter(1, caller.name())
                .setParameter(2, key)
                .setParameter(3, hash(body))
                .executeUpdate();
        if (claimed == 0) {
            return replay(key, body);
        }
        User user = directory.create(draft);
        JsonObject created = UserJson.of(user);
        entities.createNativeQuery("UPDATE idempotency_key SET user_id = ?, response = ? WHERE actor = ? AND key = ?")
                .setParameter(1, user.id())
                .setParameter(2, created.toString())
                .setParameter(3, caller.name())
                .setParameter(4, key)
                .executeUpdate();
        return created;
    }

    private JsonObject replay(String key, JsonObject body) {
        Object[] earlier = (Object[]) entities.createNativeQuery(
                        "SELECT request_hash, response FROM idempotency_key WHERE actor = ? AND key = ?")
                .setParameter(1, caller.name())
                .setParameter(2, key)
                .getSingleResult();
        if (!hash(body).equals(earlier[0])) {
            throw new ProblemException(Problem.of(Statuses.UNPROCESSABLE_CONTENT, "idempotency-key-reused",
                    "The Idempotency-Key was used for another request",
                    "Take a new key for a new request; repeat a request with its body unchanged."));
        }
        try (var reader = Json.createReader(new java.io.StringReader((String) earlier[1]))) {
            return reader.readObject();
        }
    }

    private static void checkKey(String key) {
        if (key.isBlank() || key.length() > KEY_LENGTH || key.chars().anyMatch(c -> c < '!' || c > '~')) {
            throw new ProblemException(Problem.of(Response.Status.BAD_REQUEST,
                    "Idempotency-Key must be 1 to " + KEY_LENGTH + " visible ASCII characters, best a UUID."));
        }
    }

    private static String hash(JsonObject body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(body.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
