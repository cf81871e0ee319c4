package io.twinharbor.delivery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.delivery.access.Trust;
import io.twinharbor.delivery.indicator.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order a report is made and told of, and what becomes of one that is none after all. */
class ReportsTest {

    private static final Report REPORT = new Report("accounts", "2026-01-05", "2026-01-11", true, List.of(), List.of(), List.of(),
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), 0, List.of(), List.of());

    private final List<String> happened = new CopyOnWriteArrayList<>();
    private boolean isThere;
    private boolean isTaken = true;
    private Runnable meanwhile = () -> { };

    @TempDir
    Path folder;

    @Test
    void developersAreToldOfWhatIsKept() throws IOException {
        assertTrue(reports().makeWeekly("accounts", MadeUpWeek.WEEK));
        assertEquals(List.of("gathered", "kept", "mailed", "commented"), happened);
        assertEquals(2, files().size());
    }

    @Test
    void ofAReportThatCannotBeKeptNobodyIsTold() {
        meanwhile = () -> isTaken = false;
        Reports reports = reports();
        assertThrows(IllegalStateException.class, () -> reports.make("accounts", MadeUpWeek.WEEK, true));
        assertEquals(List.of("gathered"), happened);
    }

    @Test
    void whatIsForOneselfIsToldToNobody() throws IOException {
        Made made = reports().make("accounts", MadeUpWeek.WEEK, false);
        assertEquals(List.of("gathered", "kept"), happened);
        assertFalse(made.weekly());
    }

    @Test
    void aWeekThatHasItsReportIsNotGatheredAgain() throws IOException {
        isThere = true;
        assertFalse(reports().makeWeekly("accounts", MadeUpWeek.WEEK));
        assertEquals(List.of(), happened);
    }

    @Test
    void ofTwoInstancesTheSlowerTellsNobodyAndLeavesNothingBehind() throws IOException {
        isTaken = false;
        assertFalse(reports().makeWeekly("accounts", MadeUpWeek.WEEK));
        assertEquals(List.of("gathered"), happened);
        assertEquals(List.of(), files());
    }

    @Test
    void whileEnoughAreMadeAnotherIsRefusedAndTakenAgainAfterwards() throws Exception {
        CountDownLatch begun = new CountDownLatch(Reports.AT_ONCE);
        CountDownLatch end = new CountDownLatch(1);
        meanwhile = () -> {
            begun.countDown();
            await(end);
        };
        Reports reports = reports();
        ExecutorService executor = Executors.newFixedThreadPool(Reports.AT_ONCE);
        List<Future<Made>> making = new ArrayList<>();
        for (int i = 0; i < Reports.AT_ONCE; i++) {
            making.add(executor.submit(() -> reports.make("accounts", MadeUpWeek.WEEK, false)));
        }
        await(begun);
        var refused = assertThrows(ProblemException.class, () -> reports.make("accounts", MadeUpWeek.WEEK, false));
        assertEquals(429, refused.problem().status());
        assertEquals("10", refused.headers().get("Retry-After"));
        end.countDown();
        for (Future<Made> one : making) {
            one.get(30, TimeUnit.SECONDS);
        }
        reports.make("accounts", MadeUpWeek.WEEK, false);
        executor.shutdown();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private Reports reports() {
        Trust anybody = new Trust(Optional.empty());
        Reporter reporter = new Reporter(null, null, null, null) {
            @Override
            Report of(String service, Window window) {
                happened.add("gathered");
                meanwhile.run();
                return REPORT;
            }
        };
        Layout layout = new Layout() {
            @Override
            String page(Report report) {
                return "<p>A week</p>";
            }

            @Override
            byte[] document(String page) {
                return new byte[] {1, 2, 3};
            }
        };
        Mail mail = new Mail(Optional.empty(), 25, "delivery@example.org", Optional.empty()) {
            @Override
            void tell(Report report, byte[] page, byte[] document) {
                happened.add("mailed");
            }
        };
        Comment comment = new Comment(false, "", Optional.empty(), Optional.empty(), anybody) {
            @Override
            void tell(Report report) {
                happened.add("commented");
            }
        };
        Shelf shelf = new Shelf(Optional.empty(), "", "", Optional.empty(), Optional.empty(), folder, anybody);
        return new Reports(reporter, layout, shelf, register(), mail, comment);
    }

    private Register register() {
        return new Register() {
            @Override
            public void add(Made made) {
                if (!isTaken) {
                    throw new IllegalStateException("the database is away");
                }
                happened.add("kept");
            }

            @Override
            public boolean addWeekly(Made made) {
                if (isTaken) {
                    happened.add("kept");
                }
                return isTaken;
            }

            @Override
            public boolean hasWeekly(String service, Instant from) {
                return isThere;
            }
        };
    }
}
