package io.twinharbor.console.tracing;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step of a distributed trace (W3C Trace Context, section 3.2).
 *
 * @param id    trace-id: 32 hexadecimal digits, the same for each step of what a client started
 * @param span  parent-id: 16 hexadecimal digits, this service's own step
 * @param flags two hexadecimal digits, handed on as they came
 */
public record Trace(String id, String span, String flags) {

    private static final Pattern HEADER = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);
    private static final HexFormat HEX = HexFormat.of();

    private static final ThreadLocal<Trace> CURRENT = new ThreadLocal<>();

    /** Continues the trace of a {@code traceparent} header, or starts one where it is missing or not valid. */
    public static Trace from(String header) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String span = HEX.toHexDigits(random.nextLong() | 1);
        if (header != null) {
            Matcher matcher = HEADER.matcher(header);
            if (matcher.matches() && !matcher.group(1).equals(NO_TRACE) && !matcher.group(2).equals(NO_SPAN)) {
                return new Trace(matcher.group(1), span, matcher.group(3));
            }
        }
        return new Trace(HEX.toHexDigits(random.nextLong() | 1) + HEX.toHexDigits(random.nextLong()), span, "00");
    }

    /** The trace of the request that this thread works for; a new one outside of requests. */
    public static Trace current() {
        Trace trace = CURRENT.get();
        return trace == null ? from(null) : trace;
    }

    static void set(Trace trace) {
        if (trace == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(trace);
        }
    }

    /** The value of the {@code traceparent} header. */
    public String header() {
        return "00-" + id + "-" + span + "-" + flags;
    }
}
