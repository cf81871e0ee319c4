package io.twinharbor.console.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What each kind of people comes for, from signing in to signing out. */
@EnabledIf("io.twinharbor.console.acceptance.Chromium#isThere")
class StoriesIT {

    @AfterEach
    void mend() {
        Stack.running().backends().mend();
    }

    @Test
    void aReaderChangesNothingAndSeesNoReleases() {
        try (Visit reader = Visit.as("reader")) {
            reader.go("/directory");
            assertEquals(0, reader.page().getByText("Add user").count());
            assertFalse(reader.page().locator("nav.places").innerText().contains("Releases"));
            assertEquals(403, reader.page().navigate("/import").status());
            assertEquals(403, reader.page().navigate("/releases").status());
            reader.look("forbidden");
        }
    }

    @Test
    void aDeveloperSeesReleasesAndIndicatorsAndChangesNeither() {
        try (Visit developer = Visit.as("developer")) {
            developer.go("/releases");
            assertEquals(0, developer.button("Hold").count());
            developer.go("/delivery").look("delivery");
            assertThat(developer.page().locator(".tiles")).containsText("58 min");
            assertThat(developer.page().locator("svg.chart")).hasCount(4);
            assertEquals(403, developer.page().navigate("/recovery").status());
        }
    }

    @Test
    void aDeveloperReadsAReportAndPrintsIt() {
        try (Visit developer = Visit.as("developer"); Visit reader = Visit.as("reader")) {
            developer.go("/delivery");
            developer.page().locator("section[aria-labelledby=reports] a").first().click();
            assertThat(developer.page().locator("h1")).hasText("accounts, 2026-01-05 to 2026-01-11");
            var document = developer.context().request().get("/report?id=12&as=pdf");
            assertEquals("application/pdf", document.headers().get("content-type"));
            assertEquals("%PDF-1.7", document.text());
            assertEquals(404, developer.context().request().get("/report?id=13").status());
            assertEquals(403, reader.context().request().get("/report?id=12").status());
        }
    }

    @Test
    void operationsSeeHealthAndWhatCouldBeBroughtBack() {
        try (Visit operations = Visit.as("operations")) {
            operations.go("/supervision").look("health");
            assertThat(operations.page().locator("section[aria-labelledby=levels]")).containsText("16.2");
            assertThat(operations.page().locator("section[aria-labelledby=alerts]")).containsText("misses its objective");
            operations.go("/recovery").look("recovery");
            assertThat(operations.page().locator("section[aria-labelledby=databases]")).containsText("Too old");
            operations.go("/").look("overview");
        }
    }

    @Test
    void operationsSeeIncidentsWithTheirEvidenceAndMayStopWhatIsDone() {
        try (Visit operations = Visit.as("operations")) {
            operations.go("/supervision");
            var east = operations.page().locator("section[aria-label='Incidents of east']");
            assertThat(east).containsText("Alerts are acted on");
            assertThat(east.getByText("Stop all actions")).isVisible();
            assertThat(operations.page().locator("section[aria-label='Incidents of west']")).containsText("Actions are stopped");
            east.locator("a").first().click();
            assertThat(operations.page().locator("section[aria-labelledby=done]")).containsText("undo-release");
            assertThat(operations.page().locator("section[aria-labelledby=causes]")).containsText("errors went up first");
            operations.look("incident");
        }
    }

    @Test
    void operationsStopWhatIsDoneAboutAlertsAndAreAskedBefore() {
        try (Visit operations = Visit.as("operations")) {
            operations.go("/supervision");
            operations.sure("Stop all actions");
            assertThat(operations.page().locator(".say.good")).containsText("In east nothing is done about alerts any more");
            List<String> told = Stack.running().backends().told();
            assertTrue(told.stream().anyMatch(one -> one.startsWith("PUT /east/api/v1/stop") && one.contains("\"stopped\":true")),
                    told.toString());
        }
    }

    @Test
    void anAuditorSeesWhoChangedAUserAndChangesNothing() {
        try (Visit auditor = Visit.as("auditor")) {
            auditor.go("/user?id=1");
            assertThat(auditor.page().locator("section[aria-labelledby=trail]")).containsText("by editor");
            assertEquals(0, auditor.page().getByText("Save changes").count());
            auditor.look("user-with-trail");
            assertEquals(403, auditor.page().navigate("/releases").status());
        }
    }

    @Test
    void aBackendThatIsAwayLeavesTheOthersUsable() {
        Stack.running().backends().breakDown("thanos");
        Stack.running().backends().breakDown("delivery");
        try (Visit operations = Visit.as("operations")) {
            operations.go("/").look("overview-with-failures");
            assertThat(operations.page().locator("section[aria-label='Releases in west']")).containsText("Healthy");
            assertThat(operations.page().locator("section[aria-labelledby=often] .notice"))
                    .containsText("The database cannot be reached");
            operations.go("/directory");
            assertThat(operations.page().locator("table tbody tr").first()).isVisible();
        }
    }

    @Test
    void whoIsSlowIsHeardInTheEnd() {
        Stack.running().backends().slowDown("thanos", Duration.ofMillis(1500));
        try (Visit operations = Visit.as("operations")) {
            operations.go("/recovery");
            assertThat(operations.page().locator("section[aria-labelledby=databases]")).containsText("Too old");
            assertThat(operations.page()).hasURL(Stack.running().console() + "/recovery");
            operations.go("/supervision");
            assertThat(operations.page().locator("section[aria-labelledby=levels]")).containsText("16.2");
        }
    }

    @Test
    void cookiesAreKeptFromScriptsAndWhoSignsOutIsOut() {
        try (Visit reader = Visit.as("reader")) {
            var cookies = reader.context().cookies(Stack.running().console()).stream()
                    .filter(cookie -> cookie.name.startsWith("__Host-")).toList();
            assertEquals(2, cookies.size());
            assertTrue(cookies.stream().allMatch(cookie -> cookie.secure && cookie.httpOnly));
            reader.page().locator(".account summary").click();
            reader.page().locator("[id='sign-out'] input[type=submit]").click();
            assertThat(reader.page().locator("h1")).hasText("You are signed out");
            reader.look("signed-out");
            reader.page().navigate("/directory");
            assertThat(reader.page().locator("#kc-login")).isVisible();
        }
    }
}
