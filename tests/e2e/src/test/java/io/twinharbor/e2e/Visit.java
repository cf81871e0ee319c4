package io.twinharbor.e2e;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Somebody who is signed in to the console, through the edge, in a browser of their own. */
final class Visit implements AutoCloseable {

    private static final Set<String> GRAVE = Set.of("serious", "critical");
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int WIDE = 1280;
    private static final int TALL = 900;
    private static final int TRIES = 8;
    /** From when the browser set out until all of the page was there, and how much that was, with what it is made of. */
    private static final String TIMES = """
            () => {
              const page = performance.getEntriesByType('navigation')[0];
              const all = [page, ...performance.getEntriesByType('resource')];
              return {loaded: page.loadEventEnd / 1000, bytes: all.reduce((sum, one) => sum + one.transferSize, 0)};
            }""";

    private final BrowserContext context;
    private final Page page;

    /**
     * A page as a browser measured it.
     *
     * @param loaded   seconds until it could be used
     * @param complete seconds until whoever was slow had answered, too
     * @param bytes    that came over the network
     */
    record Loaded(double loaded, double complete, long bytes) {
    }

    private Visit(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
    }

    /** Whoever comes is sent to Keycloak, and back. */
    static Visit of(Browser browser, String user) {
        var visit = new Visit(browser.newContext(new Browser.NewContextOptions().setViewportSize(WIDE, TALL)
                .setBaseURL(Lab.running().address("console"))));
        visit.page.navigate("/");
        visit.page.locator("#username").fill(user);
        visit.page.locator("#password").fill(Tokens.password(user));
        visit.page.locator("#kc-login").click();
        visit.page.locator("main h1").waitFor();
        return visit;
    }

    /** At the console that reaches audit and delivery: the edge sends each browser to either, and keeps it there. */
    static Visit whereDeliveryIs(Browser browser, String user) {
        for (int tried = 1;; tried++) {
            var visit = of(browser, user);
            visit.go("/delivery");
            if (visit.page.locator(".notice.absent").count() == 0) {
                return visit;
            }
            visit.close();
            if (tried == TRIES) {
                throw new AssertionError("the edge leads to the console without delivery alone");
            }
        }
    }

    /** Has the browser keep nothing of what it has got, but for who is signed in. */
    Visit forget() {
        context.newCDPSession(page).send("Network.clearBrowserCache");
        return this;
    }

    /** From now on with another screen. */
    Visit on(int width, ColorScheme scheme) {
        page.setViewportSize(width, TALL);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        return this;
    }

    Page page() {
        return page;
    }

    Loaded go(String path) {
        page.navigate(path);
        // Whoever was too slow is asked again by the page itself.
        page.locator(".waiting").first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        var complete = ((Number) page.evaluate("performance.now() / 1000")).doubleValue();
        var times = (Map<?, ?>) page.evaluate(TIMES);
        return new Loaded(((Number) times.get("loaded")).doubleValue(), complete, ((Number) times.get("bytes")).longValue());
    }

    /** What keeps somebody from using what is seen. */
    List<String> graveObstacles() {
        return new AxeBuilder(page).analyze().getViolations().stream().filter(rule -> GRAVE.contains(rule.getImpact()))
                .map(rule -> page.url() + ": " + rule.getId() + ": " + rule.getNodes().get(0).getHtml()).toList();
    }

    Visit picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(Results.KEPT.resolve(Path.of("console", name + ".png"))));
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
