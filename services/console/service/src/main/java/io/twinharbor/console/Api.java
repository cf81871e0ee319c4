package io.twinharbor.console;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** What consoles of other clusters ask this one, as whoever is signed in there. */
@ApplicationPath("/api/v1")
public class Api extends Application {
}
