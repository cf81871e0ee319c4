package io.twinharbor.responder.catalogue;

import java.util.Arrays;
import java.util.Locale;

/** What can be done at all. Which of it, to what and how often, is for the catalogue to say. */
public enum Kind {
    /** Deletes a pod, which its controller makes anew. */
    RESTART_POD("Pod", false),
    /** Lets an autoscaler make more pods. */
    SCALE("HorizontalPodAutoscaler", false),
    /** Ends a release under way; the version before goes on serving. */
    ABORT_ROLLOUT("Rollout", true),
    /** Ends a release under way, or takes one back that has just ended. */
    UNDO_ROLLOUT("Rollout", false),
    /** Has the edge find a cluster not ready. */
    LEAVE_EDGE("Cluster", true),
    /** Makes a volume larger. */
    EXPAND_VOLUME("PersistentVolumeClaim", false),
    /** Has CloudNativePG back a database up. */
    BACK_UP_DATABASE("Cluster", true),
    /** Has Velero back a namespace up. */
    BACK_UP_NAMESPACE("Namespace", true),
    /** Changes nothing: the incident is written, as it is for each of the others. */
    GATHER_EVIDENCE("", true);

    private final String target;
    private final boolean idempotent;

    Kind(String target, boolean idempotent) {
        this.target = target;
        this.idempotent = idempotent;
    }

    /** As the catalogue names it, such as {@code restart-pod}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst().orElseThrow();
    }

    /** The kind of what it is done to. */
    public String target() {
        return target;
    }

    /** Whether doing it twice is the same as doing it once, so that it may be repeated by whoever finds it unfinished. */
    public boolean isIdempotent() {
        return idempotent;
    }
}
