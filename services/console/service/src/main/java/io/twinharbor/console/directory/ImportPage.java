package io.twinharbor.console.directory;

import io.twinharbor.console.access.Person;
import io.twinharbor.console.panel.Panel;
import io.twinharbor.console.panel.Panels;
import io.twinharbor.console.view.Say;
import jakarta.enterprise.inject.TransientReference;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;

/** The page that imports a file of users, and shows how far that is. */
@Named
@ViewScoped
public class ImportPage implements Serializable {

    private final transient Accounts accounts;
    private final transient Uploads uploads;
    private final transient Panels panels;
    private final transient Person person;
    private final transient Say say;

    private UUID id;
    private Long lines;
    private String mode = "all-or-nothing";
    private transient Part file;
    private transient Panel<Import> current;
    private transient Panel<List<Import>> newest;

    @Inject
    public ImportPage(@TransientReference Accounts accounts, @TransientReference Uploads uploads,
            @TransientReference Panels panels, Person person, Say say) {
        this.accounts = accounts;
        this.uploads = uploads;
        this.panels = panels;
        this.person = person;
        this.say = say;
    }

    /** For the container's proxy. */
    protected ImportPage() {
        this(null, null, null, null, null);
    }

    /** Before anything is shown, and each time when it is looked how far it is. */
    public void begin() {
        String bearer = person.bearer();
        newest = panels.ask(() -> accounts.imports(bearer));
        current = id == null ? null : panels.ask(() -> accounts.importOf(bearer, id));
    }

    /** Hands the file on, and goes to where its progress is shown. */
    public String start() {
        if (file == null || file.getSize() == 0) {
            say.beside("file", say.text("import.file.missing"));
            return null;
        }
        try {
            Uploads.Begun begun = uploads.begin(person.bearer(), mode, file);
            return "/import?faces-redirect=true&id=" + begun.id() + "&lines=" + begun.lines();
        } catch (IOException | RejectedExecutionException e) {
            say.here("not.done", e.getMessage());
            return null;
        }
    }

    /** Whether it is worth looking again soon: an import that begins this moment is not known yet. */
    public boolean isUnderWay() {
        return id != null && (current.getValue() == null ? uploads.isRunning(id) : current.getValue().isRunning());
    }

    /** Percent of the file that is read; less than nothing if nobody knows. */
    public int getPercent() {
        Import found = current == null ? null : current.getValue();
        if (found == null || lines == null || lines <= 0) {
            return found != null && !found.isRunning() ? 100 : -1;
        }
        return found.isRunning() ? (int) Math.min(99, 100 * found.read() / lines) : 100;
    }

    public UUID getId() {
        return id;
    }

    public void setId(UUID id) {
        this.id = id;
    }

    public Long getLines() {
        return lines;
    }

    public void setLines(Long lines) {
        this.lines = lines;
    }

    public String getMode() {
        return mode;
    }

    public void setMode(String mode) {
        this.mode = mode;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }

    public Panel<Import> getCurrent() {
        return current;
    }

    public Panel<List<Import>> getNewest() {
        return newest;
    }
}
