package io.twinharbor.delivery.cluster;

import io.twinharbor.delivery.history.Line;
import jakarta.inject.Singleton;

/** placeholder */
@Singleton
public class Clusters {
    public void observe(Line line) {
    }
}
