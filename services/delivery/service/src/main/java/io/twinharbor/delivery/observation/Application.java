package io.twinharbor.delivery.observation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an Application of Argo CD brings, by its name (gitops/services).
 *
 * @param service     a service
 * @param environment staging, or a cluster of production
 */
public record Application(String service, String environment) {

    private static final Pattern NAME = Pattern.compile("([a-z0-9-]+?)-(?:(staging)|production-([a-z0-9-]+))");

    /** Empty if it brings no service. */
    public static Optional<Application> named(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? Optional.of(new Application(parts.group(1), parts.group(2) == null ? parts.group(3) : parts.group(2)))
                : Optional.empty();
    }
}
