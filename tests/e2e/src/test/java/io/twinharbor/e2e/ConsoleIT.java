package io.twinharbor.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console's pages are soon there and usable by everybody, also while a service behind them is away (Debian's chromium). */
@Tag("console")
@Tag("long")
@Tag("platform")
@Order(42)
@EnabledIf("hasBrowser")
@Needs({"audit", "console", "delivery", "responder"})
@ExtendWith(Results.class)
class ConsoleIT {

    private static final Path BROWSER = Path.of(System.getProperty("console.browser", "/usr/bin/chromium"));
    private static final String USER = "operations";
    private static final int DESK = 1280;
    private static final int PHONE = 390;
    private static final int TIMES = 5;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Called as metrics are. */
    private static final Map<String, String> PAGES = pages();

    private static Playwright playwright;
    private static Browser browser;

    static boolean hasBrowser() {
        return Files.isExecutable(BROWSER);
    }

    private static Map<String, String> pages() {
        var pages = new LinkedHashMap<String, String>();
        pages.put("overview", "/");
        List.of("directory", "releases", "delivery", "supervision", "recovery").forEach(page -> pages.put(page, "/" + page));
        return pages;
    }

    @BeforeAll
    static void open() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create();
        // What comes with a certificate that it only puts up with, a browser does not keep.
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(BROWSER)
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--ignore-certificate-errors-spki-list="
                        + Entrance.edge().keyHash(Lab.running().host("console")))));
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    /** The first time with nothing in the browser's cache, then as people go from page to page. */
    @Test
    void pagesAreThereAfterAMoment(Results results) {
        try (var visit = Visit.whereDeliveryIs(browser, USER)) {
            PAGES.forEach((name, path) -> {
                var first = new ArrayList<Visit.Loaded>();
                var again = new ArrayList<Visit.Loaded>();
                for (int time = 0; time < TIMES; time++) {
                    first.add(visit.forget().go(path));
                    again.add(visit.go(path));
                }
                results.add(name + "_first_seconds", median(first, Visit.Loaded::loaded));
                results.add(name + "_first_kib", median(first, loaded -> loaded.bytes() / 1024.0));
                results.add(name + "_seconds", median(again, Visit.Loaded::loaded));
                results.add(name + "_complete_seconds", median(again, Visit.Loaded::complete));
                results.add(name + "_kib", median(again, loaded -> loaded.bytes() / 1024.0));
            });
        }
    }

    @Test
    void signingInLeadsToTheFirstPage(Results results) throws Exception {
        results.seconds("sign_in_seconds", () -> {
            Visit.of(browser, USER).close();
            return null;
        });
    }

    @Test
    void everybodyCanUseThemByDayByNightAndOnAPhone() {
        var obstacles = new ArrayList<String>();
        try (var visit = Visit.whereDeliveryIs(browser, USER)) {
            for (int width : new int[] {DESK, PHONE}) {
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    visit.on(width, scheme);
                    PAGES.forEach((name, path) -> {
                        visit.go(path);
                        visit.picture(name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
                        obstacles.addAll(visit.graveObstacles());
                        if (!Boolean.TRUE.equals(visit.page()
                                .evaluate("document.documentElement.scrollWidth <= window.innerWidth"))) {
                            obstacles.add(path + " is wider than a screen of " + width);
                        }
                    });
                }
            }
        }
        assertEquals(List.of(), obstacles);
    }

    @Test
    void aServiceThatIsAwayLeavesTheOthersUsable(Results results) throws Exception {
        var east = Lab.running().cluster("east");
        try (var visit = Visit.whereDeliveryIs(browser, USER)) {
            try (var away = new NoPods(east, "delivery").withoutAny("delivery")) {
                Waiting.until("away", PATIENCE, () -> east.client().pods().inNamespace("delivery")
                        .withLabel(Cluster.NAME, "delivery").list().getItems().isEmpty());
                var loaded = visit.go("/");
                visit.picture("without-delivery");
                results.add("without_delivery_seconds", loaded.loaded());
                results.add("without_delivery_complete_seconds", loaded.complete());
                assertThat(visit.page().locator("section[aria-labelledby=often] .notice")).containsText("Delivery");
                assertThat(visit.page().locator(".notice")).hasCount(1);
                visit.go("/delivery");
                assertThat(visit.page().locator(".notice").first()).containsText("Delivery");
                visit.go("/directory");
                assertThat(visit.page().locator("table tbody tr").first()).isVisible();
                assertEquals(List.of(), visit.graveObstacles());
            }
            results.seconds("back_seconds", () -> Waiting.until("shown again", PATIENCE, () -> {
                visit.go("/delivery");
                return visit.page().locator(".notice").count() == 0;
            }));
        }
    }

    /** Each role sees what is for it, and the server refuses the rest. */
    @Test
    void whoLacksARoleIsRefused() {
        try (var reader = Visit.of(browser, "reader")) {
            assertEquals(200, reader.page().navigate("/directory").status());
            for (var path : List.of("/releases", "/delivery", "/recovery", "/import")) {
                assertEquals(403, reader.page().navigate(path).status(), path);
            }
        }
    }

    private static double median(List<Visit.Loaded> all, Function<Visit.Loaded, Double> value) {
        return all.stream().map(value).sorted().skip(all.size() / 2).findFirst().orElseThrow();
    }
}
