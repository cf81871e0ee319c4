package io.twinharbor.accounts.acceptance;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import jakarta.json.JsonObject;

/**
 * A service that runs somewhere, named by the environment: {@code SERVICE_URL} is where, {@code TRUSTED_CA} a PEM file of the
 * authorities that may have signed certificates, if the JVM's own have not, and the rest is for {@link ClientCredentials}.
 */
final class Deployed implements Service {

    private static final String ADDRESS = "SERVICE_URL";
    private static final Duration START = Duration.ofSeconds(150);
    private static final int MORE_THAN_A_RUN_CREATES = 500;

    private final URI address;
    private final ClientCredentials credentials;

    Deployed(Map<String, String> environment) {
        if (environment.containsKey("TRUSTED_CA")) {
            Trust.onlyIn(Path.of(environment.get("TRUSTED_CA")));
        }
        address = URI.create(environment.get(ADDRESS).replaceAll("/+$", ""));
        credentials = new ClientCredentials(environment);
    }

    static boolean isNamed(Map<String, String> environment) {
        return environment.containsKey(ADDRESS);
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public String token(String... roles) {
        return credentials.token(roles[0]);
    }

    @Override
    public Client anyone() {
        return as("reader");
    }

    /** Argo Rollouts begins to try a version again without waiting for its pods; until one is ready nobody answers. */
    void awaitAnswer() {
        Eventually.within(START, this::refusal, String::isEmpty);
    }

    private String refusal() {
        try {
            as().get("/health/ready");
            return "";
        } catch (UncheckedIOException e) {
            return address + " does not answer: " + e.getMessage();
        }
    }

    /** Deletes the users that this run has created. */
    void tidyUp() {
        Client admin = as("admin");
        var left = admin.get(Client.USERS + "?limit=" + MORE_THAN_A_RUN_CREATES + "&emailPrefix=" + Addresses.PREFIX);
        for (JsonObject user : Client.array(Expect.status(200, left)).getValuesAs(JsonObject.class)) {
            Expect.status(204, admin.delete(Client.USERS + "/" + user.getJsonNumber("id")));
        }
    }
}
