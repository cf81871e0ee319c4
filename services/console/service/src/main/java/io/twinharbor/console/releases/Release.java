package io.twinharbor.console.releases;

import java.util.List;

/**
 * How a service stands in one environment of one cluster.
 *
 * @param phase   as Argo Rollouts has it: Healthy, Progressing, Paused, Degraded
 * @param live    what users have
 * @param preview what is beside it and not theirs yet; null if there is nothing
 * @param held    whether somebody has paused it
 * @param aborted whether it was given up
 */
public record Release(String cluster, String environment, String service, String phase, String message, Version live,
        Version preview, boolean held, boolean aborted, List<Analysis> analyses) {

    /** Whether something is between what was and what is to be. */
    public boolean isUnderWay() {
        return !aborted && ("Progressing".equals(phase) || "Paused".equals(phase));
    }

    public String tone() {
        return switch (phase) {
            case "Healthy" -> "good";
            case "Progressing" -> "busy";
            case "Paused" -> "warn";
            default -> "bad";
        };
    }

    /** By which a page knows it again. */
    public String key() {
        return cluster + '/' + environment + '/' + service;
    }
}
