package io.twinharbor.delivery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import io.twinharbor.delivery.Answers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a report tells of a week, and what it leaves out. */
class ReporterTest {

    private Answers thanos;

    @BeforeEach
    void measure() throws IOException {
        thanos = new Answers(MadeUpWeek::measured);
    }

    @AfterEach
    void stop() {
        thanos.close();
    }

    @Test
    void itTellsOfTheWholeWeekAndOfTheWeekBefore() throws IOException {
        Report report = full();
        assertEquals("2026-01-05 to 2026-01-11", report.from() + " to " + report.to());
        assertEquals(new Report.Figure("Requests", "14,204,311", "12,783,880", "+11 %", ""), report.users().get(0));
        assertEquals(new Report.Figure("95 % are answered within", "52 ms", "47 ms", "+11 %", "worse"), report.users().get(2));
        assertEquals(List.of("Requests", "99 % are answered within", "Answered with a server's error",
                "Error budget left: availability", "Error budget left: latency", "Deployments that users got", "Incidents"),
                report.inShort().stream().map(Report.Figure::name).toList());
        assertEquals(List.of("Requests a second", "99 % are answered within", "Answered with a server's error", "Cores in use",
                "Memory in use"), report.plots().stream().map(Plot::name).toList());
    }

    @Test
    void sharesAreComparedByTheirDifference() throws IOException {
        assertEquals(new Report.Figure("availability", "62.0 %", "81.0 %", "-19.0 points", "worse"), full().budgets().get(0));
    }

    @Test
    void slowEndpointsAndQueriesComeSlowestFirstWithHowOftenTheyWereAskedFor() throws IOException {
        Report report = full();
        assertEquals(new Report.Figure("GET /api/v1/users/export (3,750)", "2.9 s", "2.4 s", "+20 %", "worse"),
                report.endpoints().get(0));
        assertEquals(6, report.endpoints().size());
        assertTrue(report.queries().get(0).name().startsWith("SELECT id, version, email"), report.queries()::toString);
        assertEquals(List.of("22 ms", "28 ms", "-20 %", "better"), List.of(report.queries().get(0).now(),
                report.queries().get(0).before(), report.queries().get(0).change(), report.queries().get(0).verdict()));
    }

    @Test
    void itTellsWhatWasFullAndWhatItCost() throws IOException {
        List<String> names = full().resources().stream().map(Report.Figure::name).toList();
        assertTrue(names.containsAll(List.of("Fullest memory, of its limit", "Fullest heap", "Hours of a core",
                "Most database connections in use", "A core's time for a thousand requests")), names::toString);
    }

    @Test
    void aDeploymentIsToldWithWhatItBroughtAndChanged() throws IOException {
        Report report = full();
        Report.Release first = report.releases().get(0);
        assertEquals("2026-01-05 11:10 east release succeeded", first.at() + " " + first.environment() + " " + first.kind() + " "
                + first.status());
        assertEquals("A page of users is read in one query", first.brought().get(1));
        assertEquals(List.of("95 % within", "errors", "a core's time for a thousand requests"),
                first.effects().stream().map(Report.Figure::name).toList());
        Report.Release failed = report.releases().get(3);
        assertEquals("error-rate: 4 of 60 measurements were bad", failed.reason());
        assertEquals(2, failed.more());
        assertEquals("taken back", report.releases().get(4).status());
    }

    @Test
    void whatWentWellInStagingIsToldWhereItCameToUsers() throws IOException {
        List<Report.Release> staging = full().releases().stream().filter(release -> release.environment().equals("staging"))
                .toList();
        assertEquals(List.of("failed"), staging.stream().map(Report.Release::status).toList());
        assertEquals(List.of(), staging.get(0).effects());
    }

    @Test
    void ofManyDeploymentsTheNewestAreTold() throws IOException {
        Report report = MadeUpWeek.busy(50).report(Optional.of(thanos));
        assertEquals(40, report.releases().size());
        assertEquals(10, report.unlisted());
        assertEquals("50", report.inShort().get(report.inShort().size() - 2).now());
    }

    @Test
    void incidentsAreThoseOfTheServiceAndOneMayLast() throws IOException {
        assertEquals(List.of("availability and latency missed: 60 min", "latency missed: it lasts"),
                full().incidents().stream().map(incident -> incident.title() + ": " + incident.lasted()).toList());
    }

    @Test
    void whatCouldBeBroughtBackIsToldByItsAge() throws IOException {
        assertEquals(List.of(new Report.Figure("Newest backup of the database, east", "22.4 h", "22.4 h", "", ""),
                new Report.Figure("Last restore that was proven, west", "5.3 days", "5.3 days", "", "")),
                List.of(full().backups().get(0), full().backups().get(5)));
    }

    @Test
    void withoutThanosItTellsWhatIsKnownFromElsewhere() throws IOException {
        Report report = MadeUpWeek.full().report(Optional.empty());
        assertFalse(report.isMeasured());
        assertEquals(List.of(), report.users());
        assertEquals(6, report.releases().size());
        assertEquals(List.of("4", "2"), report.inShort().stream().map(Report.Figure::now).toList());
    }

    @Test
    void aThanosThatDoesNotAnswerLeavesNoReportWithHoles() throws IOException {
        try (Answers away = new Answers(asked -> null)) {
            assertThrows(IOException.class, () -> MadeUpWeek.full().report(Optional.of(away)));
        }
    }

    @Test
    void noBlankIsLeftInAnyQuestion() throws IOException {
        full();
        assertFalse(thanos.asked().isEmpty());
        thanos.asked().forEach(asked -> assertFalse(asked.address().contains("${"), asked.address()));
    }

    private Report full() throws IOException {
        return MadeUpWeek.full().report(Optional.of(thanos));
    }
}
