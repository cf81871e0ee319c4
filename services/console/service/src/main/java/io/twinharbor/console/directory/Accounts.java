package io.twinharbor.console.directory;

import io.twinharbor.console.backend.Clients;
import io.twinharbor.console.backend.Links;
import io.twinharbor.console.backend.Refused;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** The user directory. Who does not answer is left alone for some seconds. */
@Singleton
public class Accounts {

    private static final int PAGE = 25;
    private static final long MOST_MILLIS = 8_000;

    /** Some users, and where those after them are. */
    public record Page(List<User> users, String next) {
    }

    private final Clients clients;
    private final Optional<URI> address;

    /**
     * @param address the setting {@code ACCOUNTS_URL}
     */
    @Inject
    public Accounts(Clients clients, @ConfigProperty(name = "accounts.url") Optional<URI> address) {
        this.clients = clients;
        this.address = address;
    }

    @Timeout(MOST_MILLIS)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    @CircuitBreaker(requestVolumeThreshold = 10, skipOn = Refused.class)
    public Page list(String bearer, String emailPrefix, Boolean active, String sort, String cursor) {
        try (var answer = api().list(bearer, emailPrefix, active, sort, cursor, PAGE)) {
            List<User> users = answer.readEntity(JsonArray.class).getValuesAs(JsonObject.class).stream()
                    .map(json -> User.of(json, null)).toList();
            return new Page(users, Links.next(answer.getHeaderString(HttpHeaders.LINK), "cursor").orElse(null));
        }
    }

    @Timeout(MOST_MILLIS)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    @CircuitBreaker(requestVolumeThreshold = 10, skipOn = Refused.class)
    public User get(String bearer, long id) {
        try (var answer = api().get(bearer, id)) {
            return User.of(answer.readEntity(JsonObject.class), answer.getHeaderString(HttpHeaders.ETAG));
        }
    }

    @Timeout(MOST_MILLIS)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    public User create(String bearer, String key, JsonObject user) {
        return User.of(api().create(bearer, key, user), null);
    }

    @Timeout(MOST_MILLIS)
    public User change(String bearer, User before, JsonObject patch) {
        return User.of(api().patch(bearer, before.id(), before.tag(), patch.toString()), null);
    }

    @Timeout(MOST_MILLIS)
    public void delete(String bearer, User user) {
        api().delete(bearer, user.id(), user.tag());
    }

    @Timeout(MOST_MILLIS)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    @CircuitBreaker(requestVolumeThreshold = 10, skipOn = Refused.class)
    public List<Import> imports(String bearer) {
        return api().imports(bearer).getValuesAs(JsonObject.class).stream().map(Import::of).toList();
    }

    @Timeout(MOST_MILLIS)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    public Import importOf(String bearer, UUID id) {
        return Import.of(api().importOf(bearer, id.toString()));
    }

    /** Returns when all of the file is read. */
    public void run(String bearer, UUID id, String mode, InputStream csv) {
        clients.patient(AccountsApi.class, address).begin(bearer, id.toString(), mode, csv);
    }

    private AccountsApi api() {
        return clients.of(AccountsApi.class, address);
    }
}
