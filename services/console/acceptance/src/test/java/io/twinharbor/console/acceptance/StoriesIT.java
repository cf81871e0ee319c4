package io.twinharbor.console.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What each kind of people comes for, from signing in to signing out. */
@EnabledIf("hasBrowser")
class StoriesIT {

    private static final Path BROWSER = Path.of(System.getProperty("console.browser", "/usr/bin/chromium"));
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int DESK = 1280;
    private static final int PHONE = 390;

    private static Playwright playwright;
    private static Browser browser;

    static boolean hasBrowser() {
        return Files.isExecutable(BROWSER);
    }

    @BeforeAll
    static void open() {
        Stack.running();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create();
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(BROWSER)
                .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @AfterEach
    void mend() {
        Stack.running().backends().mend();
    }

    @Test
    void anEditorAddsAUserChangesThemAndTakesTheirAccessAway() {
        String address = "ada-" + UUID.randomUUID() + "@example.org";
        try (Visit editor = as("editor")) {
            editor.go("/user").look("user-new");
            editor.page().locator("[id='form:email']").fill(address);
            editor.page().locator("[id='form:displayName']").fill("Ada Lovelace");
            editor.page().locator("[id='form:roles']").fill("clerk auditor");
            editor.page().locator("[id='form:save']").click();
            assertThat(editor.page().locator(".say.good")).containsText("Ada Lovelace was added");
            editor.sure("Deactivate");
            assertThat(editor.page().locator(".say.good")).containsText("no longer has access");
            editor.look("user");
            editor.go("/directory?q=" + address).look("directory");
            assertThat(editor.page().locator("table tbody tr")).hasCount(1);
            assertThat(editor.page().locator("table tbody .state")).hasText("Deactivated");
            assertEquals(0, editor.page().getByText("Delete for good").count());
        }
    }

    @Test
    void whatAccountsRefusesIsSaidBesideTheField() {
        try (Visit editor = as("editor")) {
            editor.go("/user");
            editor.page().locator("[id='form:email']").fill("test@test.com");
            editor.page().locator("[id='form:save']").click();
            assertThat(editor.page().locator("[id='form:email-wrong']")).not().isEmpty();
            editor.look("user-refused");
        }
    }

    @Test
    void anImportShowsHowFarItIsAndWhichLinesAreInError() {
        var csv = new StringBuilder("email,displayName\n");
        for (int i = 0; i < 2000; i++) {
            csv.append("import-").append(i).append('-').append(UUID.randomUUID()).append("@example.org,Imported\n");
        }
        csv.append("no address,Nobody\n");
        try (Visit editor = as("editor")) {
            editor.go("/import");
            editor.page().locator("input[type=file]").setInputFiles(new FilePayload("users.csv", "text/csv",
                    csv.toString().getBytes(StandardCharsets.UTF_8)));
            editor.page().locator("[id='form:mode']").selectOption("skip-invalid");
            editor.page().locator("[id='form:start']").click();
            assertThat(editor.page().locator("section[aria-labelledby=progress-title]")).containsText("Completed");
            assertThat(editor.page().locator("section[aria-labelledby=progress-title] .numbers")).containsText("2,000");
            assertThat(editor.page().locator("section[aria-labelledby=progress-title] table")).containsText("2002");
            editor.look("import");
        }
    }

    @Test
    void aReaderChangesNothingAndSeesNoReleases() {
        try (Visit reader = as("reader")) {
            reader.go("/directory");
            assertEquals(0, reader.page().getByText("Add user").count());
            assertFalse(reader.page().locator("nav.places").innerText().contains("Releases"));
            assertEquals(403, reader.page().navigate("/import").status());
            assertEquals(403, reader.page().navigate("/releases").status());
            reader.look("forbidden");
        }
    }

    @Test
    void aReleaseManagerHoldsPromotesAndGivesUpReleasesAndLetsPromotionsGoOn() {
        try (Visit manager = as("release-manager")) {
            manager.go("/releases").look("releases");
            assertThat(manager.page().locator("section[aria-label='Releases in east']")).containsText("error-rate");
            assertThat(manager.page().locator("section[aria-label='Releases in west']")).containsText("Nothing is coming");
            manager.button("Hold").click();
            assertThat(manager.page().locator(".say.good")).containsText("is held");
            manager.sure("Give up");
            assertThat(manager.page().locator(".say.good")).containsText("given up");
            manager.sure("Promote to production");
            assertThat(manager.page().locator(".say.good")).containsText("goes to production");
            List<String> told = Stack.running().backends().told();
            assertTrue(told.stream().anyMatch(one -> one.startsWith("PATCH") && one.contains("\"paused\":true")),
                    told.toString());
            assertTrue(told.stream().anyMatch(one -> one.contains("/status") && one.contains("\"abort\":true")), told.toString());
            assertTrue(told.stream().anyMatch(one -> one.contains("/pulls/17/merge")), told.toString());
        }
    }

    @Test
    void aDeveloperSeesReleasesAndIndicatorsAndChangesNeither() {
        try (Visit developer = as("developer")) {
            developer.go("/releases");
            assertEquals(0, developer.button("Hold").count());
            developer.go("/delivery").look("delivery");
            assertThat(developer.page().locator(".tiles")).containsText("58 min");
            assertThat(developer.page().locator("svg.chart")).hasCount(4);
            assertEquals(403, developer.page().navigate("/recovery").status());
        }
    }

    @Test
    void operationsSeeHealthAndWhatCouldBeBroughtBack() {
        try (Visit operations = as("operations")) {
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
        try (Visit operations = as("operations")) {
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
    void anAuditorSeesWhoChangedAUserAndChangesNothing() {
        try (Visit auditor = as("auditor")) {
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
        try (Visit operations = as("operations")) {
            operations.go("/").look("overview-with-failures");
            assertThat(operations.page().locator("section[aria-label='Releases in west']")).containsText("Healthy");
            assertThat(operations.page().locator("section[aria-labelledby=often] .notice"))
                    .containsText("The database cannot be reached");
            operations.go("/directory");
            assertThat(operations.page().locator("table tbody tr").first()).isVisible();
        }
    }

    @Test
    void itIsUsableOnAPhoneAndByNight() {
        try (Visit operations = Visit.of(browser, "operations", PHONE, ColorScheme.DARK)) {
            for (String path : List.of("", "directory", "releases", "delivery", "supervision", "recovery")) {
                operations.go("/" + path).look("phone-" + (path.isEmpty() ? "overview" : path));
                assertEquals(true, operations.page().evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path);
            }
        }
    }

    @Test
    void itIsUsableByKeysAlone() {
        try (Visit reader = as("reader")) {
            reader.page().keyboard().press("Tab");
            assertEquals("Go to the content", reader.page().evaluate("document.activeElement.textContent"));
            reader.page().keyboard().press("Enter");
            assertEquals("content", reader.page().evaluate("document.activeElement.id"));
        }
    }

    @Test
    void cookiesAreKeptFromScriptsAndWhoSignsOutIsOut() {
        try (Visit reader = as("reader")) {
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

    private static Visit as(String user) {
        return Visit.of(browser, user, DESK, ColorScheme.LIGHT);
    }
}
