package io.twinharbor.responder.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Guesses what the cause is. A cause has the points of each of its signs that is found, once however often it is found; it is
 * none if a sign is missing that it needs, or if nothing is left. The most points come first; with as many, what the catalogue
 * names first.
 */
public final class Ranking {

    private static final int SHOWN = 3;
    private static final int MOST = 100;

    private Ranking() {
    }

    /** What the facts speak for. */
    public static List<Guess> rank(List<CauseRule> causes, Facts facts) {
        return causes.stream().map(cause -> guess(cause, facts)).flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(Guess::score).reversed()).toList();
    }

    private static Optional<Guess> guess(CauseRule cause, Facts facts) {
        List<Guess.Evidence> evidence = new ArrayList<>();
        int score = 0;
        for (Sign sign : cause.signs()) {
            List<Fact> found = sign.in(facts);
            if (found.isEmpty() && sign.needed()) {
                return Optional.empty();
            }
            if (!found.isEmpty()) {
                score += sign.points();
                evidence.add(new Guess.Evidence(sign.points(), found.stream().limit(SHOWN)
                        .map(fact -> fact.at() + " " + fact.text()).collect(Collectors.joining("; "))));
            }
        }
        return score <= 0 ? Optional.empty()
                : Optional.of(new Guess(cause.name(), cause.says(), Math.min(score, MOST), evidence));
    }
}
