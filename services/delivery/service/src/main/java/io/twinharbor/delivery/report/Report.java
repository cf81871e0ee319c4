package io.twinharbor.delivery.report;

import java.util.List;
import java.util.Locale;

/**
 * What developers of a service are told of a time, as text that only has to be laid out.
 *
 * @param service    their service
 * @param from       the first day
 * @param to         the last day
 * @param isMeasured whether metrics could be had
 * @param figures    of both clusters, compared with the time before
 * @param budgets    what is left for errors
 * @param plots      how it went
 * @param endpoints  the slowest, with how often they were asked
 * @param indicators how changes were delivered
 * @param releases   deployments and what each has changed
 * @param incidents  times in which users did not have what they were promised
 */
public record Report(String service, String from, String to, boolean isMeasured, List<Figure> figures, List<Figure> budgets,
        List<Plot> plots, List<Figure> endpoints, List<Delivery> indicators, List<Release> releases, List<Trouble> incidents) {

    /** A number beside what it was before. */
    public record Figure(String name, String now, String before, String change) {

        static Figure of(String name, Unit unit, double now, double before) {
            boolean isComparable = Double.isFinite(now) && Double.isFinite(before) && before != 0;
            return new Figure(name, unit.text(now), unit.text(before),
                    isComparable ? String.format(Locale.ROOT, "%+.0f %%", (now / before - 1) * 100) : "");
        }
    }

    /** The indicators of an environment. */
    public record Delivery(String environment, List<Figure> figures) {
    }

    /**
     * A deployment.
     *
     * @param brought the first lines of commits
     * @param effects of what it changed, before it and after it
     */
    public record Release(String at, String environment, String kind, String status, String revision, List<String> brought,
            List<Figure> effects, String reason) {
    }

    /** An incident. */
    public record Trouble(String title, String environment, String began, String lasted, String link) {
    }
}
