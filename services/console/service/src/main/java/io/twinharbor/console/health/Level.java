package io.twinharbor.console.health;

import java.util.Map;

/**
 * What a service promises its users, and how far it keeps it.
 *
 * @param promised   the share that is to be good
 * @param budgetLeft of what that leaves for errors in 30 days, the share that is left; null if nobody knows
 * @param burning    by cluster, how many times as fast as 30 days allow the budget was spent within an hour
 */
public record Level(String service, String objective, double promised, Double budgetLeft, Map<String, Double> burning) {

    private static final double ALL_OF_IT_IN_TWO_DAYS = 14.4;

    public String tone() {
        if (budgetLeft == null) {
            return "off";
        }
        return budgetLeft <= 0 ? "bad" : budgetLeft < 0.25 ? "warn" : "good";
    }

    /** For a bar: from 0 to 100. */
    public int percentLeft() {
        return budgetLeft == null ? 0 : (int) Math.round(100 * Math.max(0, Math.min(1, budgetLeft)));
    }

    /** How a cluster's speed is to be taken. */
    public String toneOf(String cluster) {
        Double rate = burning.get(cluster);
        return rate == null ? "off" : rate > ALL_OF_IT_IN_TWO_DAYS ? "bad" : rate > 1 ? "warn" : "good";
    }

    public Double rateOf(String cluster) {
        return burning.get(cluster);
    }
}
