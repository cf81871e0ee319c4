package io.twinharbor.console.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who is signed in, in a browser of their own. */
final class Visit implements AutoCloseable {

    static final int DESK = 1280;
    static final int PHONE = 390;

    private static final Set<String> GRAVE = Set.of("serious", "critical");
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int TALL = 900;
    private static final int STOPS = 60;

    private final BrowserContext context;
    private final Page page;
    private final List<String> refusedByPolicy = new CopyOnWriteArrayList<>();

    private Visit(int width, ColorScheme scheme) {
        context = Chromium.running().newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true)
                .setViewportSize(width, TALL).setColorScheme(scheme).setBaseURL(Stack.running().console()));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                refusedByPolicy.add(message.text());
            }
        });
    }

    /** Whoever comes is sent to Keycloak, and back. */
    static Visit of(String user, int width, ColorScheme scheme) {
        var visit = new Visit(width, scheme);
        visit.page.navigate("/");
        visit.page.locator("#username").fill(user);
        visit.page.locator("#password").fill(Stack.running().password(user));
        visit.page.locator("#kc-login").click();
        // Keycloak's page has a heading, too; and what keys do is known only when all of a page is there.
        visit.page.waitForURL(Stack.running().console() + "/**");
        visit.page.locator("main h1").waitFor();
        return visit;
    }

    /** With a screen and by the light that most people have. */
    static Visit as(String user) {
        return of(user, DESK, ColorScheme.LIGHT);
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Visit go(String path) {
        page.navigate(path);
        // Whoever was too slow is asked again by the page itself.
        page.locator(".waiting").first().waitFor(new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        return this;
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
    }

    /** Presses a button that asks again, and says yes. */
    void sure(String name) {
        button(name).click();
        page.locator("dialog").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name)).click();
    }

    /** Goes on from stop to stop until it is at an element; fails if no key leads there. */
    Visit tabTo(String id) {
        for (int stop = 0; stop < STOPS; stop++) {
            page.keyboard().press("Tab");
            if (id.equals(focused())) {
                return this;
            }
        }
        throw new AssertionError("no key leads to " + id);
    }

    /** The id of what has the focus. */
    String focused() {
        return String.valueOf(page.evaluate("document.activeElement.id"));
    }

    /** Keeps a picture, and holds that everybody can use what is seen, and that no script came from elsewhere. */
    Visit look(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(Path.of(System.getProperty("console.pictures"), name + ".png")));
        var grave = new AxeBuilder(page).analyze().getViolations().stream().filter(rule -> GRAVE.contains(rule.getImpact()))
                .map(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml()).toList();
        assertEquals(List.of(), grave, name);
        assertEquals(List.of(), refusedByPolicy, name);
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
