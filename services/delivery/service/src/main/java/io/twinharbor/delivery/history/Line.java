package io.twinharbor.delivery.history;

import java.util.List;
import java.util.Map;

/**
 * What main's own line, one commit a merge, says of deployments.
 *
 * @param places       of each commit in it, the oldest first
 * @param requests     the oldest first
 * @param environments of each service, in the order in which a release comes to them
 */
public record Line(Map<String, Integer> places, List<Request> requests, Map<String, List<String>> environments) {
}
