package io.twinharbor.console.releases;

import io.twinharbor.console.backend.Clients;
import io.twinharbor.console.backend.Refused;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Promotions that wait on the Git server for a release manager. */
@Singleton
public class Promotions {

    private static final Logger LOG = Logger.getLogger(Promotions.class.getName());
    private static final int MOST = 50;

    private final Clients clients;
    private final Optional<URI> address;
    private final String owner;
    private final String name;
    private final String login;

    /**
     * @param address    the setting {@code GIT_URL}
     * @param repository the setting {@code GIT_REPOSITORY}: its owner and name
     * @param user       the setting {@code GIT_USERNAME}
     * @param password   the setting {@code GIT_PASSWORD}
     */
    @Inject
    public Promotions(Clients clients, @ConfigProperty(name = "git.url") Optional<URI> address,
            @ConfigProperty(name = "git.repository") String repository,
            @ConfigProperty(name = "git.username") Optional<String> user,
            @ConfigProperty(name = "git.password") Optional<String> password) {
        this.clients = clients;
        this.address = address;
        owner = repository.substring(0, repository.indexOf('/'));
        name = repository.substring(repository.indexOf('/') + 1);
        login = user.map(known -> "Basic " + Base64.getEncoder()
                .encodeToString((known + ":" + password.orElse("")).getBytes(StandardCharsets.UTF_8))).orElse(null);
    }

    @Timeout(8_000)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    @CircuitBreaker(requestVolumeThreshold = 10, skipOn = Refused.class)
    public List<Promotion> waiting() {
        return api().pulls(login, owner, name, "open", MOST).getValuesAs(JsonObject.class).stream().filter(Promotion::is)
                .map(pull -> Promotion.of(pull, checks(pull.getJsonObject("head").getString("sha")))).toList();
    }

    /** Merges one, if its branch is still what was looked at. */
    @Timeout(10_000)
    public void merge(String who, long number, String commit) {
        LOG.log(Level.INFO, "{0} merges promotion {1}", new Object[] {who, Long.toString(number)});
        api().merge(login, owner, name, number, Json.createObjectBuilder().add("Do", "merge").add("head_commit_id", commit)
                .add("delete_branch_after_merge", true).add("MergeMessageField",
                        "Asked for by " + who + " in the console.").build());
    }

    private String checks(String sha) {
        return api().status(login, owner, name, sha).getString("state", "");
    }

    private GitApi api() {
        return clients.of(GitApi.class, address);
    }
}
