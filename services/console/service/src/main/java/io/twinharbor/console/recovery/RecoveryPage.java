package io.twinharbor.console.recovery;

import io.twinharbor.console.panel.Panel;
import io.twinharbor.console.panel.Panels;
import io.twinharbor.console.recovery.Backups.Backup;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The page of recovery: what is backed up, what was proven to come back, and how old it would be. */
@Named
@RequestScoped
public class RecoveryPage {

    private final Backups backups;
    private final Panels panels;
    private final String runbooks;

    private Panel<List<Backup>> databases;
    private Panel<List<Backup>> schedules;
    private Panel<List<Backup>> proven;
    private Panel<List<Backup>> drills;
    private Panel<List<Backups.Lag>> lags;

    /**
     * @param runbooks the setting {@code RUNBOOKS_URL}: where what to do is written, without a slash at its end
     */
    @Inject
    public RecoveryPage(Backups backups, Panels panels, @ConfigProperty(name = "runbooks.url") Optional<String> runbooks) {
        this.backups = backups;
        this.panels = panels;
        this.runbooks = runbooks.orElse("");
    }

    /** For the container's proxy. */
    protected RecoveryPage() {
        this(null, null, Optional.empty());
    }

    public void begin() {
        proven = panels.ask(backups::proven);
        databases = panels.ask(backups::databases);
        schedules = panels.ask(backups::schedules);
        lags = panels.ask(backups::lags);
        drills = panels.ask(backups::drills);
    }

    public Panel<List<Backup>> getDatabases() {
        return databases;
    }

    public Panel<List<Backup>> getSchedules() {
        return schedules;
    }

    public Panel<List<Backup>> getProven() {
        return proven;
    }

    public Panel<List<Backup>> getDrills() {
        return drills;
    }

    public Panel<List<Backups.Lag>> getLags() {
        return lags;
    }

    public String getRunbooks() {
        return runbooks;
    }
}
