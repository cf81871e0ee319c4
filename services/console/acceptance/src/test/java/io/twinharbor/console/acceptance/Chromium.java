package io.twinharbor.console.acceptance;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's browser, one for all tests; it ends with them. */
final class Chromium {

    private static final Path PROGRAM = Path.of(System.getProperty("console.browser", "/usr/bin/chromium"));
    private static final int PATIENCE_MILLIS = 60_000;

    private static Browser running;

    private Chromium() {
    }

    static boolean isThere() {
        return Files.isExecutable(PROGRAM);
    }

    static synchronized Browser running() {
        if (running == null) {
            Stack.running();
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            running = Playwright.create().chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(PROGRAM)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
        }
        return running;
    }
}
