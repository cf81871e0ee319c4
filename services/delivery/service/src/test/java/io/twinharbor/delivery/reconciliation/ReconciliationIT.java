package io.twinharbor.delivery.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.twinharbor.delivery.deployment.Deployment;
import io.twinharbor.delivery.deployment.Deployments;
import io.twinharbor.delivery.deployment.Evidence;
import io.twinharbor.delivery.deployment.Status;
import io.twinharbor.delivery.history.DesiredState;
import io.twinharbor.delivery.incident.Addition;
import io.twinharbor.delivery.incident.Incident;
import io.twinharbor.delivery.incident.Incidents;
import io.twinharbor.delivery.indicator.Indicators;
import io.twinharbor.delivery.indicator.Measurement;
import io.twinharbor.delivery.indicator.Subject;
import io.twinharbor.delivery.indicator.Window;
import io.twinharbor.delivery.observation.Observation;
import io.twinharbor.delivery.observation.Observations;
import io.twinharbor.delivery.report.Made;
import io.twinharbor.delivery.report.Register;
import io.twinharbor.delivery.report.Reports;
import jakarta.inject.Inject;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** From Git and notifications to indicators, from inside the server. */
@ArquillianTest
class ReconciliationIT {

    private static final String TOKEN = "told-by-argo-cd";

    private static DesiredState state;

    @Inject
    private Reconciliation reconciliation;

    @Inject
    private Deployments deployments;

    @Inject
    private Observations observations;

    @Inject
    private Incidents incidents;

    @Inject
    private Measurement measurement;

    @Inject
    private Reports reports;

    @Inject
    private Register register;

    @Inject
    @ConfigProperty(name = "git.repository")
    private Path folder;

    @Inject
    @ConfigProperty(name = "TEST_HTTP_PORT")
    private int port;

    @org.jboss.arquillian.container.test.api.Deployment
    static WebArchive service() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/delivery.war")).addClass(DesiredState.class);
    }

    @Test
    void whatGitAsksForAndArgoCdTellsBecomesIndicators() throws Exception {
        state = state();
        RevCommit recorded = state.record(state.change("One", "Two"), 2);
        Instant live = state.later(Duration.ofMinutes(4)).now();
        assertEquals(202, tell("accounts-staging", recorded, "good", live, TOKEN));
        RevCommit promoted = state.promote(2);
        assertEquals(202, tell("accounts-production-east", promoted, "bad", state.later(Duration.ofMinutes(9)).now(), TOKEN));
        state.undo("east", promoted, 1);
        reconciliation.now();

        Deployment staged = last("staging", 1);
        assertEquals(Status.SUCCEEDED, staged.status());
        assertEquals(live, staged.liveAt());
        assertEquals(1, deployments.get(staged.id()).changes().size());
        assertEquals(Status.FAILED, last("east", 2).status());

        incidents.put(new Incident("slow", "accounts", "east", "Slow", live, live.plusSeconds(60), promoted.name(), null));
        Indicators indicators = measured("east");
        assertEquals(1, indicators.failed());
        assertEquals(1, indicators.changeFailureRate().orElseThrow());
        assertEquals(Duration.ofSeconds(60), indicators.timeToRestore().orElseThrow().median());
        assertEquals(Duration.between(staged.mergedAt(), live), measured("staging").cycleTime().orElseThrow().median());

        // Whoever starts anew finds the same and adds nothing.
        reconciliation.now();
        assertEquals(indicators.timeToRestore(), measured("east").timeToRestore());
        assertEquals(3 + 1 + 2, deployments.of("accounts").size());
        assertTrue(metrics().contains("delivery_deployments_failed{"), metrics());
    }

    @Test
    void aReportIsMadeKeptAndFoundAgain() throws Exception {
        state();
        reconciliation.now();
        Window week = new Window(Instant.now().minus(Duration.ofDays(7)), Instant.now());
        Made made = reports.make("accounts", week, false);
        assertEquals(made.page(), reports.get(made.id()).page());
        assertEquals(List.of(made.id()), reports.list("accounts").stream().filter(one -> !one.weekly()).map(Made::id).toList());
        assertTrue(reports.makeWeekly("theatre", week));
        assertFalse(reports.makeWeekly("theatre", week));
    }

    @Test
    void aWeekHasOneReportWhoeverMakesItToo() {
        Instant monday = Instant.parse("2026-01-05T00:00:00Z");
        Made first = weekly(monday);
        assertTrue(register.addWeekly(first));
        assertFalse(register.addWeekly(weekly(monday)));
        assertTrue(register.addWeekly(weekly(monday.plus(Duration.ofDays(7)))));
        assertEquals(first.page(), register.find(first.id()).orElseThrow().page());
    }

    @Test
    void whatSomebodyAddsToAnIncidentOfAlertsChangesNothingElse() {
        String id = "alerts/east/opera/1767600000";
        Addition addition = new Addition("a41c09be", "https://why.example.org");
        assertTrue(incidents.add(id, addition).isEmpty());
        Instant began = Instant.ofEpochSecond(1_767_600_000);
        incidents.put(new Incident(id, "opera", "east", "latency missed", began, null, null, null));
        assertEquals("latency missed", incidents.add(id, addition).orElseThrow().title());
        Incident stored = incidents.find(id).orElseThrow();
        assertEquals(List.of("a41c09be", "https://why.example.org", began),
                List.of(stored.revision(), stored.link(), stored.beganAt()));
    }

    @Test
    void theSameIsKeptOnce() {
        Observation observation = Observation.good("theatre", "east", "1", Instant.now(), Evidence.NOTIFICATION);
        assertTrue(observations.keep(observation));
        assertFalse(observations.keep(observation));
        assertTrue(observations.keep(Observation.bad("theatre", "east", "1", Instant.now(), null, null, Evidence.CLUSTER, "")));
        assertEquals(2, observations.of("theatre").size());
    }

    @Test
    void nobodyElseMayTell() throws Exception {
        RevCommit any = state().elsewhere();
        assertEquals(401, tell("accounts-staging", any, "good", Instant.now(), "guessed"));
        assertEquals(422, tell("accounts", any, "good", Instant.now(), TOKEN));
    }

    private static Made weekly(Instant from) {
        return new Made("opera", from, from.plus(Duration.ofDays(7)), true, from, "page", "document");
    }

    private DesiredState state() throws GitAPIException, IOException {
        if (state == null) {
            state = new DesiredState(folder);
            // Metrics are of the last thirty days.
            state.later(Duration.between(state.now(), Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1))));
        }
        return state;
    }

    private Deployment last(String environment, int back) {
        List<Deployment> all = deployments.of("accounts").stream()
                .filter(deployment -> deployment.environment().equals(environment)).toList();
        return all.get(all.size() - back);
    }

    private Indicators measured(String environment) {
        return measurement.of(List.of(Window.usual(Instant.now()))).get(new Subject("accounts", environment)).get(0);
    }

    private int tell(String application, RevCommit revision, String outcome, Instant at, String token) throws Exception {
        String body = """
                {"application": "%s", "project": "any", "repository": "any", "revision": "%s", "released": "", "outcome": "%s",
                 "reason": "it was slow", "at": "%s"}""".formatted(application, revision.name(), outcome, at);
        return send(HttpRequest.newBuilder(address("/delivery/api/v1/notifications")).header("Content-Type", "application/json")
                .header("X-Token", token).POST(HttpRequest.BodyPublishers.ofString(body)).build()).statusCode();
    }

    private String metrics() throws Exception {
        return send(HttpRequest.newBuilder(address("/metrics?scope=application")).build()).body();
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
