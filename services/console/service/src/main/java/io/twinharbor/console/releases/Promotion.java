package io.twinharbor.console.releases;

import io.twinharbor.console.backend.Json;
import jakarta.json.JsonObject;
import java.time.Instant;

/** A pull request that takes what staging was tried with to production. */
public record Promotion(long number, String title, String service, String commit, String page, Instant since, boolean mergeable,
        String checks) {

    private static final String BRANCH = "promotion-";

    /** Whether a pull request is one. */
    static boolean is(JsonObject pull) {
        return Json.object(pull, "head").getString("ref", "").startsWith(BRANCH);
    }

    static Promotion of(JsonObject pull, String checks) {
        JsonObject head = Json.object(pull, "head");
        return new Promotion(pull.getJsonNumber("number").longValue(), pull.getString("title"),
                head.getString("ref").substring(BRANCH.length()), head.getString("sha"), pull.getString("html_url"),
                Json.moment(pull, "created_at"), pull.getBoolean("mergeable", false), checks);
    }

    public String tone() {
        return switch (checks) {
            case "success" -> "good";
            case "failure", "error" -> "bad";
            default -> "busy";
        };
    }
}
