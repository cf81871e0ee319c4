package io.twinharbor.audit.acceptance;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** What is tested: the instance of a {@link Stand}. */
public class Subject implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Stand.start();
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        Stand.stop();
    }
}
