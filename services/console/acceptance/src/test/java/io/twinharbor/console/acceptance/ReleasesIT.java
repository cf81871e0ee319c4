package io.twinharbor.console.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What release managers tell releases, however they stand. */
@EnabledIf("io.twinharbor.console.acceptance.Chromium#isThere")
class ReleasesIT {

    @AfterEach
    void mend() {
        Stack.running().backends().mend();
    }

    @Test
    void aReleaseManagerHoldsPromotesAndGivesUpReleasesAndLetsPromotionsGoOn() {
        try (Visit manager = Visit.as("release-manager")) {
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
            assertTold("\"paused\":true");
            assertTrue(told.stream().anyMatch(one -> one.contains("/status") && one.contains("\"abort\":true")), told.toString());
            assertTrue(told.stream().anyMatch(one -> one.contains("/pulls/17/merge")), told.toString());
        }
    }

    @Test
    void oneThatIsHeldIsLetGoOn() {
        Stack.running().backends().release(Released.Stand.HELD);
        try (Visit manager = Visit.as("release-manager")) {
            manager.go("/releases").look("release-held");
            manager.button("Let go on").click();
            assertThat(manager.page().locator(".say.good")).containsText("goes on");
            assertTold("\"paused\":false");
        }
    }

    @Test
    void oneIsPromotedAtOnceWhenThatWasMeant() {
        try (Visit manager = Visit.as("release-manager")) {
            manager.go("/releases");
            manager.sure("Promote now");
            assertThat(manager.page().locator(".say.good")).containsText("is promoted");
            assertTold("\"promoteFull\":true");
        }
    }

    @Test
    void oneThatWasGivenUpIsTriedAgain() {
        Stack.running().backends().release(Released.Stand.GIVEN_UP);
        try (Visit manager = Visit.as("release-manager")) {
            manager.go("/releases").look("release-given-up");
            manager.button("Try again").click();
            assertThat(manager.page().locator(".say.good")).containsText("is tried again");
            assertTold("\"abort\":false");
        }
    }

    @Test
    void aPageThatIsOpenShowsByItselfWhatBecomesOfARelease() {
        try (Visit developer = Visit.as("developer")) {
            developer.go("/releases");
            var east = developer.page().locator("section[aria-label='Releases in east']");
            assertThat(east).containsText("Progressing");
            developer.page().evaluate("window.untouched = true");
            Stack.running().backends().release(Released.Stand.DONE);
            assertThat(east).containsText("Healthy");
            assertThat(east).containsText("Nothing is coming");
            assertTrue((Boolean) developer.page().evaluate("window.untouched"));
        }
    }

    private static void assertTold(String words) {
        List<String> told = Stack.running().backends().told();
        assertTrue(told.stream().anyMatch(one -> one.startsWith("PATCH") && one.contains(words)), told.toString());
    }
}
