package io.twinharbor.accounts.acceptance;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * What is tested: a service that is deployed, where the environment names one, or else the two instances of a {@link Stand}.
 * Tests with the tag {@value #DEPLOYED} are good for both: they ask for nothing but {@link #first} and {@link #second}, expect
 * no empty directory, and call users as {@link Addresses} does.
 */
public class Subject implements LauncherSessionListener {

    static final String DEPLOYED = "deployed";

    private static Deployed deployed;

    static Service first() {
        return deployed == null ? Stand.first() : deployed;
    }

    /** Another instance of the same service, where tests can choose. */
    static Service second() {
        return deployed == null ? Stand.second() : deployed;
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (Deployed.isNamed(System.getenv())) {
            deployed = new Deployed(System.getenv());
            deployed.awaitAnswer();
        } else {
            Stand.start();
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (deployed == null) {
            Stand.stop();
        } else {
            tidyUp();
        }
    }

    /** What cannot be deleted is in no later run's way, and no reason to hide what the tests have found. */
    private static void tidyUp() {
        try {
            deployed.tidyUp();
        } catch (RuntimeException | AssertionError e) {
            System.err.println("Users who begin with " + Addresses.PREFIX + " may be left: " + e);
        }
    }
}
