package io.twinharbor.accounts.directory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** A user of the directory, as the table {@code users} holds it. */
@Entity
@Table(name = "users")
public class User {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "users_id_seq")
    @SequenceGenerator(name = "users_id_seq", sequenceName = "users_id_seq", allocationSize = 1)
    private long id;

    private String email;

    @Column(name = "email_key", insertable = false, updatable = false)
    private String emailKey;

    @Column(name = "display_name")
    private String displayName;

    @Convert(converter = RolesConverter.class)
    private Set<String> roles;

    private boolean active;

    @Version
    private long version;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For the persistence provider alone. */
    protected User() {
    }

    /** A user who is new at this moment. */
    public User(UserDraft draft) {
        apply(draft);
        createdAt = changedAt;
    }

    /** Replaces everything that a client may set. */
    public final void apply(UserDraft draft) {
        email = draft.email();
        displayName = draft.displayName();
        roles = draft.roles();
        active = draft.active();
        touch();
    }

    /** Keeps the user and takes the access away. */
    public void deactivate() {
        active = false;
        touch();
    }

    private void touch() {
        // PostgreSQL keeps microseconds: what is answered now has to equal what is read later.
        changedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    public long id() {
        return id;
    }

    public String email() {
        return email;
    }

    /** The address as it is compared: in lower case; null before the user was stored. */
    public String emailKey() {
        return emailKey;
    }

    /** May be null. */
    public String displayName() {
        return displayName;
    }

    public Set<String> roles() {
        return roles;
    }

    public boolean active() {
        return active;
    }

    /** Counts the changes, from 1. */
    public long version() {
        return version;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant changedAt() {
        return changedAt;
    }
}
