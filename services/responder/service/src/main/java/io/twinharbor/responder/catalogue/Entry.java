package io.twinharbor.responder.catalogue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An action that alerts may ask for by its name.
 *
 * @param only     what it may be done to; with none of these it is done to nothing
 * @param requires what has to be so before
 * @param coolDown how long the same target is left alone afterwards, by this and every other action
 * @param dryRun   whether the cluster is only asked if it would let it be done
 * @param with     its own settings
 */
public record Entry(String name, Kind kind, Aim target, List<Pattern> only, List<Condition> requires, Limit most,
        Duration coolDown, boolean dryRun, Map<String, String> with) {

    /**
     * Which target an alert means.
     *
     * @param cut what is cut off the name, such as a pod's number to name its database
     */
    public record Aim(Template cluster, Template namespace, Template name, String cut) {

        /** The target that the labels name. */
        Target at(Kind kind, Map<String, String> labels) {
            return new Target(cluster.fill(labels), kind.target(), namespace.fill(labels),
                    name.fill(labels).replaceFirst(cut, ""));
        }
    }

    /**
     * What has to be so before an action.
     *
     * @param query     PromQL, whose answer must have a value other than 0
     * @param otherwise what it means if it has not
     */
    public record Condition(Template query, String otherwise) {
    }

    /**
     * How often an action is done at most, to whatever it is done.
     *
     * @param in within which time
     */
    public record Limit(int times, Duration in) {
    }

    /**
     * The target that the alert means.
     *
     * @throws IllegalArgumentException if its labels do not name one
     */
    public Target target(Map<String, String> labels) {
        return target.at(kind, labels);
    }

    /** Whether it may be done to this target at all. */
    public boolean mayTouch(Target candidate) {
        return only.stream().anyMatch(pattern -> pattern.matcher(candidate.path()).matches());
    }

    /** One of its own settings. */
    public String setting(String setting) {
        return with.get(setting);
    }
}
