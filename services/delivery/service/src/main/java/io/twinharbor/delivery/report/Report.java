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
 * @param inShort    what matters most of the rest
 * @param users      what users got of both clusters, compared with the time before
 * @param budgets    what is left for errors
 * @param plots      how it went
 * @param endpoints  the slowest, with how often they were asked
 * @param queries    the slowest that the service sends to its database, with how often
 * @param resources  how full it was, and what it cost
 * @param indicators how changes were delivered
 * @param releases   deployments and what each has changed, the newest last
 * @param unlisted   how many deployments more there were before these
 * @param incidents  times in which users did not have what they were promised
 * @param backups    how old what could be brought back was
 */
public record Report(String service, String from, String to, boolean isMeasured, List<Figure> inShort, List<Figure> users,
        List<Figure> budgets, List<Plot> plots, List<Figure> endpoints, List<Figure> queries, List<Figure> resources,
        List<Delivery> indicators, List<Release> releases, int unlisted, List<Trouble> incidents, List<Figure> backups) {

    /**
     * A number beside what it was before.
     *
     * @param change  by how much it is more or less; empty where that says nothing
     * @param verdict whether that is {@code better} or {@code worse}; empty if it is neither
     */
    public record Figure(String name, String now, String before, String change, String verdict) {

        /** Less than that is how things vary. */
        private static final double NOTABLE = 0.05;
        /** Less than that would be written as nothing. */
        private static final double VISIBLE = 0.005;
        /** Shares that differ by less are compared as other numbers are. */
        private static final double POINT = 0.001;

        static Figure of(String name, Unit unit, double now, double before) {
            return of(name, unit, Wanted.EITHER, now, before);
        }

        static Figure of(String name, Unit unit, Wanted wanted, double now, double before) {
            boolean isComparable = Double.isFinite(now) && Double.isFinite(before) && before != 0;
            double relative = now / before - 1;
            String change = !isComparable || Math.abs(relative) < VISIBLE ? ""
                    : unit == Unit.SHARE && Math.abs(now - before) >= POINT
                            ? String.format(Locale.ROOT, "%+.1f points", (now - before) * 100)
                            : String.format(Locale.ROOT, "%+.0f %%", relative * 100);
            return new Figure(name, unit.text(now), unit.text(before), change,
                    isComparable && Math.abs(relative) >= NOTABLE ? wanted.verdict(relative) : "");
        }
    }

    /** The indicators of an environment. */
    public record Delivery(String environment, List<Figure> figures) {
    }

    /**
     * A deployment.
     *
     * @param brought the first lines of commits
     * @param more    how many it brought besides
     * @param effects of what it changed, before it and after it
     */
    public record Release(String at, String environment, String kind, String status, String revision, List<String> brought,
            int more, List<Figure> effects, String reason) {
    }

    /** An incident. */
    public record Trouble(String title, String environment, String began, String lasted, String link) {
    }
}
