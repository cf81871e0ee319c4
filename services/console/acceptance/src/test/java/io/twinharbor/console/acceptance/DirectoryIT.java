package io.twinharbor.console.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What is done with the directory: found, added, changed, imported, deleted. */
@EnabledIf("io.twinharbor.console.acceptance.Chromium#isThere")
class DirectoryIT {

    @Test
    void anEditorAddsAUserChangesThemAndTakesTheirAccessAway() {
        String address = "ada-" + UUID.randomUUID() + "@example.org";
        try (Visit editor = Visit.as("editor")) {
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
    void anEditorChangesAUserAndSeesItInTheDirectory() {
        String address = "grace-" + UUID.randomUUID() + "@example.org";
        try (Visit editor = Visit.as("editor")) {
            add(editor, address);
            editor.page().locator("[id='form:displayName']").fill("Grace Hopper");
            editor.page().locator("[id='form:roles']").fill("admiral");
            editor.page().locator("[id='form:save']").click();
            assertThat(editor.page().locator(".say.good")).containsText("Grace Hopper was saved");
            editor.go("/directory?q=" + address);
            assertThat(editor.page().locator("table tbody .who-name")).hasText("Grace Hopper");
            assertThat(editor.page().locator("table tbody .tag")).hasText("admiral");
        }
    }

    @Test
    void whoChangesAUserAfterSomebodyElseIsToldAndLosesNothingOfTheirs() {
        String address = "alan-" + UUID.randomUUID() + "@example.org";
        try (Visit first = Visit.as("editor"); Visit second = Visit.as("editor")) {
            add(first, address);
            second.go("/directory?q=" + address);
            second.page().locator("table tbody a.who").click();
            second.page().locator("[id='form:displayName']").fill("Alan Turing");
            second.page().locator("[id='form:save']").click();
            assertThat(second.page().locator(".say.good")).containsText("was saved");
            first.page().locator("[id='form:displayName']").fill("Somebody else");
            first.page().locator("[id='form:save']").click();
            assertThat(first.page().locator(".say.bad")).containsText("Somebody else has changed this user meanwhile");
            assertThat(first.page().locator("[id='form:displayName']")).hasValue("Alan Turing");
            first.look("user-changed-meanwhile");
        }
    }

    @Test
    void anAdminDeletesAUserForGood() {
        String address = "edsger-" + UUID.randomUUID() + "@example.org";
        try (Visit admin = Visit.as("admin")) {
            add(admin, address);
            admin.sure("Delete for good");
            assertThat(admin.page().locator(".say.good")).containsText("was deleted");
            admin.go("/directory?q=" + address).look("directory-empty");
            assertThat(admin.page().locator(".empty")).containsText("Nobody matches");
        }
    }

    @Test
    void somebodyIsFoundByTheBeginningOfTheirAddressAndByTheirAccess() {
        String beginning = "find-" + UUID.randomUUID();
        try (Visit editor = Visit.as("editor")) {
            add(editor, beginning + "-one@example.org");
            add(editor, beginning + "-two@example.org");
            editor.sure("Deactivate");
            assertThat(editor.page().locator(".say.good")).containsText("no longer has access");
            editor.go("/directory");
            editor.page().locator("input[name=q]").fill(beginning);
            editor.page().keyboard().press("Enter");
            assertThat(editor.page().locator("table tbody tr")).hasCount(2);
            editor.page().locator("select[name=active]").selectOption("true");
            editor.page().locator(".filters button[type=submit]").click();
            assertThat(editor.page().locator("table tbody tr")).hasCount(1);
            assertThat(editor.page().locator("table tbody .who-name")).hasText(beginning + "-one@example.org");
        }
    }

    @Test
    void whatAccountsRefusesIsSaidBesideTheField() {
        try (Visit editor = Visit.as("editor")) {
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
        try (Visit editor = Visit.as("editor")) {
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

    private static void add(Visit visit, String address) {
        visit.go("/user");
        visit.page().locator("[id='form:email']").fill(address);
        visit.page().locator("[id='form:save']").click();
        assertThat(visit.page().locator(".say.good")).containsText("was added");
    }
}
