package io.twinharbor.accounts.access;

import io.twinharbor.conduct.tracing.Trace;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.Principal;

/** Who makes the request under way, and under which trace: what the outbox notes with each change. */
@Singleton
public class Caller {

    /** A statement that tells the outbox's trigger, until the transaction ends; parameters: actor, trace id. */
    public static final String ANNOUNCEMENT =
            "SELECT set_config('twinharbor.actor', ?, true), set_config('twinharbor.trace_id', ?, true)";

    private final Principal principal;

    @Inject
    public Caller(Principal principal) {
        this.principal = principal;
    }

    /** The name in the token (claim {@code upn}, {@code preferred_username} or {@code sub}). */
    public String name() {
        return principal.getName();
    }

    /** The trace id of the request, 32 hexadecimal digits. */
    public String traceId() {
        return Trace.current().id();
    }
}
