package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever breaks is told of in time, what is done about it is what the catalogue has for it, and its true cause comes first. */
@Tag("causes")
@Tag("long")
@Tag("platform")
@Order(66)
@Needs({"audit", "delivery", "responder"})
@ExtendWith(Results.class)
class CausesIT {

    /** So few that no change of it counts. */
    private static final Duration BETWEEN = Duration.ofMillis(700);
    private static final double SHARE = 0.8;
    /** The responder takes alerts of a namespace for one story that fire so soon after each other. */
    private static final Duration TOGETHER = Duration.ofMinutes(15);

    private final Cluster east = Lab.running().cluster("east");
    private final Cluster west = Lab.running().cluster("west");
    private final List<Trial> trials = new ArrayList<>();
    private Map<String, Incidents> incidents;

    @Test
    void whatBreaksIsToldActedOnAndItsTrueCauseNamed(Results results, @TempDir Path folder) throws Exception {
        incidents = Map.of("east", Incidents.of("east"), "west", Incidents.of("west"));
        var api = Api.of("api");
        var bad = new ReleaseFaults(east).releaseBad(folder);
        try (var users = Load.of(BETWEEN, () -> api.get("/api/v1/users?limit=1").statusCode())) {
            together(inDifferentNamespaces());
            // From here on whole clusters are concerned, and namespaces that had something before.
            together(List.of(List.of(bad), ofTheWholeOfWest()));
            together(List.of(List.of(new DatabaseFaults(east).serviceFails(this::waitForAnotherStory))));
            users.report(results, "reads");
        }
        report(results);
        assertEquals(List.of(), trials.stream().filter(trial -> !trial.complaints().isEmpty()).map(Trial::toString).toList());
        assertTrue(named() >= SHARE * trials.size(), () -> named() + " of " + trials.size() + " causes named");
    }

    /** One after the other in each list, and the lists beside each other. */
    private List<List<Fault>> inDifferentNamespaces() throws Exception {
        var scratch = new ScratchFaults(west);
        var databases = new DatabaseFaults(east);
        return List.of(
                List.of(scratch.imageMissing()),
                List.of(scratch.noRoom()),
                List.of(new ReleaseFaults(west).settingsBad()),
                List.of(scratch.crashLoop(), scratch.outOfMemory()),
                List.of(new PlatformFaults(west).targetDead(), scratch.volumeFull(), scratch.secretUnreadable()),
                List.of(databases.transactionHangs()),
                List.of(databases.poolExhausted(Api.of("staging"))),
                List.of(databases.down(), databases.archiveFails()));
    }

    private List<Fault> ofTheWholeOfWest() throws IOException {
        var faults = new ArrayList<Fault>();
        var nodes = Lab.nodes(west.name());
        // One that is all there is takes with it whoever would be told.
        if (nodes.size() > 1) {
            faults.add(new PlatformFaults(west).nodeLost(nodes.get(nodes.size() - 1)));
        }
        faults.add(new PlatformFaults(west).silent(east.name()));
        return faults;
    }

    private void together(List<List<Fault>> faults) throws Exception {
        var threads = Executors.newFixedThreadPool(faults.size());
        try {
            List<Callable<List<Trial>>> rows = new ArrayList<>();
            faults.forEach(row -> rows.add(() -> row.stream()
                    .map(fault -> Trial.of(fault, incidents.get(fault.expected().told()))).toList()));
            for (Future<List<Trial>> row : threads.invokeAll(rows)) {
                trials.addAll(row.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    private void waitForAnotherStory() throws Exception {
        Waiting.until("another story", TOGETHER.plusMinutes(1), () -> incidents.get("east")
                .since(Instant.now().minus(TOGETHER)).stream().noneMatch(one -> one.summary().contains("accounts/")));
    }

    private long named() {
        return trials.stream().filter(Trial::isNamed).count();
    }

    private void report(Results results) {
        results.add("faults", trials.size());
        results.add("named", named());
        report(results, "alert_seconds", Trial::alertSeconds);
        report(results, "decision_seconds", Trial::decisionSeconds);
        report(results, "recovery_seconds", Trial::recoverySeconds);
    }

    private void report(Results results, String what, Function<Trial, Optional<Double>> measured) {
        trials.forEach(trial -> measured.apply(trial).ifPresent(value -> results.add(trial.fault().name() + "_" + what, value)));
        var all = trials.stream().map(measured).flatMap(Optional::stream).sorted().toList();
        if (!all.isEmpty()) {
            results.add("median_" + what, (all.get((all.size() - 1) / 2) + all.get(all.size() / 2)) / 2);
            results.add("worst_" + what, all.get(all.size() - 1));
        }
    }
}
