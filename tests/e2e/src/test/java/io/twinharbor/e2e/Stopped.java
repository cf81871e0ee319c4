package io.twinharbor.e2e;

import java.time.Duration;

/** A service of the hub that is away for a while. */
final class Stopped implements AutoCloseable {

    private final String service;

    Stopped(String service) {
        this.service = service;
        stop(service);
    }

    /** Starts it again. */
    @Override
    public void close() {
        start(service);
    }

    static void stop(String service) {
        systemctl("stop", service);
    }

    /** Unless it runs. */
    static void start(String service) {
        systemctl("start", service);
    }

    private static void systemctl(String what, String service) {
        Lab.command(Duration.ofMinutes(1), "shell", "hub", "sudo", "systemctl", what, service);
    }
}
