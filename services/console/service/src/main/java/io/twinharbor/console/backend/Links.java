package io.twinharbor.console.backend;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What of a {@code Link} header (RFC 8288) says where the next page is. */
public final class Links {

    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*rel=\"?next\"?");

    private Links() {
    }

    /** A parameter of the link to the next page, if there is one. */
    public static Optional<String> next(String header, String parameter) {
        if (header == null) {
            return Optional.empty();
        }
        var link = NEXT.matcher(header);
        if (!link.find()) {
            return Optional.empty();
        }
        var value = Pattern.compile("[?&]" + Pattern.quote(parameter) + "=([^&>]*)").matcher(link.group(1));
        return value.find() ? Optional.of(URLDecoder.decode(value.group(1), StandardCharsets.UTF_8)) : Optional.empty();
    }
}
