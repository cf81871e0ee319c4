package io.twinharbor.console.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Whoever comes with keys alone, on a phone or by night can do all that others do. */
@EnabledIf("io.twinharbor.console.acceptance.Chromium#isThere")
class UsabilityIT {

    private static final String BACKGROUND = "getComputedStyle(document.body).backgroundColor";
    private static final String FITS = "document.documentElement.scrollWidth <= window.innerWidth";
    private static final int STOPS = 25;

    @Test
    void itIsUsableOnAPhoneAndByNight() {
        try (Visit operations = Visit.of("operations", Visit.PHONE, ColorScheme.DARK)) {
            for (String path : List.of("", "directory", "releases", "delivery", "supervision", "recovery")) {
                operations.go("/" + path).look("phone-" + (path.isEmpty() ? "overview" : path));
                assertEquals(true, operations.page().evaluate(FITS), path);
            }
        }
    }

    @Test
    void whatIsWrittenOnAPhoneIsWrittenByNightToo() {
        try (Visit editor = Visit.of("editor", Visit.PHONE, ColorScheme.DARK)) {
            for (String path : List.of("user", "user?id=1", "import")) {
                editor.go("/" + path).look("phone-" + path.replaceAll("\\W", "-"));
                assertEquals(true, editor.page().evaluate(FITS), path);
            }
        }
        try (Visit operations = Visit.of("operations", Visit.PHONE, ColorScheme.DARK)) {
            operations.go("/supervision");
            operations.page().locator("section[aria-label='Incidents of east'] a").first().click();
            operations.page().locator("section[aria-labelledby=causes]").waitFor();
            operations.look("phone-incident");
            assertEquals(true, operations.page().evaluate(FITS));
        }
    }

    @Test
    void itIsUsableByKeysAlone() {
        try (Visit reader = Visit.as("reader")) {
            reader.page().keyboard().press("Tab");
            assertEquals("Go to the content", reader.page().evaluate("document.activeElement.textContent"));
            reader.page().keyboard().press("Enter");
            assertEquals("content", reader.page().evaluate("document.activeElement.id"));
        }
    }

    @Test
    void aUserIsAddedAndTakenBackByKeysAlone() {
        String address = "keys-" + UUID.randomUUID() + "@example.org";
        try (Visit editor = Visit.as("editor")) {
            editor.go("/user");
            editor.tabTo("form:email").page().keyboard().type(address);
            editor.tabTo("form:displayName").page().keyboard().type("Keys Alone");
            editor.tabTo("form:save").page().keyboard().press("Enter");
            assertThat(editor.page().locator(".say.good")).containsText("Keys Alone was added");
            editor.tabTo("access-form:deactivate").page().keyboard().press("Enter");
            assertThat(editor.page().locator("dialog")).isVisible();
            editor.page().keyboard().press("Escape");
            assertThat(editor.page().locator("dialog")).hasCount(0);
            assertEquals("access-form:deactivate", editor.focused());
            editor.page().keyboard().press("Enter");
            assertThat(editor.page().locator("dialog button").first()).isFocused();
            editor.page().keyboard().press("Tab");
            editor.page().keyboard().press("Enter");
            assertThat(editor.page().locator(".say.good")).containsText("no longer has access");
        }
    }

    @Test
    void whereOneIsCanAlwaysBeSeen() {
        try (Visit manager = Visit.as("release-manager")) {
            manager.go("/releases");
            for (int stop = 0; stop < STOPS; stop++) {
                manager.page().keyboard().press("Tab");
                assertEquals(true, manager.page().evaluate("""
                        () => {
                          const at = document.activeElement, style = getComputedStyle(at);
                          return at === document.body || style.outlineStyle !== 'none' || style.boxShadow !== 'none';
                        }"""), () -> String.valueOf(manager.page().evaluate("document.activeElement.outerHTML")));
            }
        }
    }

    @Test
    void theMenuOpensAndClosesByKeys() {
        try (Visit reader = Visit.as("reader")) {
            reader.page().locator(".account summary").focus();
            reader.page().keyboard().press("Enter");
            assertThat(reader.page().locator("[id='sign-out'] input[type=submit]")).isVisible();
            reader.page().keyboard().press("Tab");
            reader.page().keyboard().press("Escape");
            assertThat(reader.page().locator("[id='sign-out'] input[type=submit]")).isHidden();
            assertThat(reader.page().locator(".account summary")).isFocused();
        }
    }

    @Test
    void theLightThatIsChosenStays() {
        try (Visit reader = Visit.as("reader")) {
            var light = reader.page().evaluate(BACKGROUND);
            reader.page().locator(".account summary").click();
            reader.page().locator("[data-choose-theme=dark]").click();
            var dark = reader.page().evaluate(BACKGROUND);
            assertNotEquals(light, dark);
            reader.go("/directory");
            assertEquals(dark, reader.page().evaluate(BACKGROUND));
            reader.page().locator(".account summary").click();
            assertThat(reader.page().locator("[data-choose-theme=dark]")).hasAttribute("aria-pressed", "true");
        }
        try (Visit reader = Visit.of("reader", Visit.DESK, ColorScheme.DARK)) {
            var dark = reader.page().evaluate(BACKGROUND);
            reader.page().locator(".account summary").click();
            reader.page().locator("[data-choose-theme=light]").click();
            assertNotEquals(dark, reader.page().evaluate(BACKGROUND));
        }
    }
}
