package io.twinharbor.delivery.incident;

/**
 * What people say of an incident that alerts tell of.
 *
 * @param revision of the deployment that caused it, or null
 * @param link     where more is said of it, or null
 */
public record Addition(String revision, String link) {
}
