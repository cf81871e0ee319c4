package io.twinharbor.e2e;

import java.time.Duration;

/** A service of the hub that is away for a while. */
final class Stopped implements AutoCloseable {

    private final String service;

    Stopped(String service) {
        this.service = service;
        systemctl("stop");
    }

    /** Starts it again. */
    @Override
    public void close() {
        systemctl("start");
    }

    private void systemctl(String what) {
        Lab.command(Duration.ofMinutes(1), "shell", "hub", "sudo", "systemctl", what, service);
    }
}
