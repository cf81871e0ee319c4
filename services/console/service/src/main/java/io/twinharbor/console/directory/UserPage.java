package io.twinharbor.console.directory;

import io.twinharbor.console.access.Person;
import io.twinharbor.console.backend.Refused;
import io.twinharbor.console.backend.Unavailable;
import io.twinharbor.console.panel.Panel;
import io.twinharbor.console.panel.Panels;
import io.twinharbor.console.view.Say;
import jakarta.enterprise.inject.TransientReference;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/** The page of one user, or of one that is to be. */
@Named
@ViewScoped
public class UserPage implements Serializable {

    private static final int GONE = 404;
    private static final int CHANGED = 412;

    private final transient Accounts accounts;
    private final transient Trail trail;
    private final transient Panels panels;
    private final transient Person person;
    private final transient Say say;
    /** Whoever saves twice adds once. */
    private final String key = UUID.randomUUID().toString();

    private Long id;
    private UserForm form = new UserForm();
    private transient User user;
    private transient Panel<User> found;
    private transient Panel<List<Event>> events;

    @Inject
    public UserPage(@TransientReference Accounts accounts, @TransientReference Trail trail, @TransientReference Panels panels,
            Person person, Say say) {
        this.accounts = accounts;
        this.trail = trail;
        this.panels = panels;
        this.person = person;
        this.say = say;
    }

    /** For the container's proxy. */
    protected UserPage() {
        this(null, null, null, null, null);
    }

    /** Before anything is shown, and again when it was changed. */
    public void begin() {
        if (id == null) {
            return;
        }
        String bearer = person.bearer();
        found = panels.ask(() -> accounts.get(bearer, id));
        if (person.isAuditor()) {
            events = panels.ask(() -> trail.of(bearer, id));
        }
        user = found.getValue();
        if (user != null) {
            form = UserForm.of(user);
        }
    }

    /** Adds or changes; what accounts refuses is said beside the field. */
    public String save() {
        return attempt(() -> {
            if (id == null) {
                User added = accounts.create(person.bearer(), key, form.whole());
                return say.onNextPage("user.added", added.title(), "/user?id=" + added.id());
            }
            JsonObject patch = form.changes(user);
            if (!patch.isEmpty()) {
                accounts.change(person.bearer(), user, patch);
            }
            return say.onNextPage("user.saved", form.title(), "/user?id=" + id);
        });
    }

    /** Takes access away, or gives it back. */
    public String setAccess(boolean active) {
        return attempt(() -> {
            accounts.change(person.bearer(), user, Json.createObjectBuilder().add("active", active).build());
            return say.onNextPage(active ? "user.activated" : "user.deactivated", user.title(), "/user?id=" + id);
        });
    }

    /** For good. */
    public String delete() {
        return attempt(() -> {
            accounts.delete(person.bearer(), user);
            return say.onNextPage("user.deleted", user.title(), "/directory");
        });
    }

    private String attempt(java.util.function.Supplier<String> change) {
        try {
            return change.get();
        } catch (Refused refused) {
            if (refused.status() == CHANGED) {
                begin();
                say.here("user.changed.meanwhile");
            } else if (refused.status() == GONE) {
                say.here("user.gone");
            } else if (refused.fields().isEmpty()) {
                say.beside(refused.getMessage().contains("address") ? "email" : null, refused.getMessage());
            } else {
                refused.fields().forEach(say::beside);
            }
        } catch (Unavailable | org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException
                | jakarta.ws.rs.ProcessingException e) {
            say.here("not.done", e instanceof Unavailable ? e.getMessage() : "");
        }
        return null;
    }

    public boolean isFresh() {
        return id == null;
    }

    public Long getId() {
        return id;
    }

    public void setId(Long id) {
        this.id = id;
    }

    public UserForm getForm() {
        return form;
    }

    public User getUser() {
        return user;
    }

    public Panel<User> getFound() {
        return found;
    }

    public Panel<List<Event>> getEvents() {
        return events;
    }
}
