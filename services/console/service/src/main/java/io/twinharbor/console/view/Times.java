package io.twinharbor.console.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments and lengths of time as people read them. */
@Named
@ApplicationScoped
public class Times {

    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final long FAR_DAYS = 30;

    /** {@code 3 min ago}, or the day if that is long ago. */
    public String ago(Instant moment) {
        if (moment == null) {
            return "–";
        }
        Duration since = Duration.between(moment, Instant.now());
        if (since.isNegative()) {
            return since.getSeconds() > -60 ? "just now" : "in " + length(since.negated());
        }
        if (since.toSeconds() < 10) {
            return "just now";
        }
        return since.toDays() >= FAR_DAYS ? DAY.format(moment) : length(since) + " ago";
    }

    public String whole(Instant moment) {
        return moment == null ? "" : WHOLE.format(moment);
    }

    public String clock(Instant moment) {
        return moment == null ? "" : CLOCK.format(moment);
    }

    public String day(Instant moment) {
        return moment == null ? "" : DAY.format(moment);
    }

    /** {@code 45 s}, {@code 12 min}, {@code 3 h 20 min}, {@code 4 d 6 h}. */
    public String length(Duration length) {
        if (length == null) {
            return "–";
        }
        if (length.toSeconds() < 60) {
            return length.toSeconds() + " s";
        }
        if (length.toMinutes() < 60) {
            return length.toMinutes() + " min";
        }
        if (length.toHours() < 24) {
            return length.toHours() + " h" + (length.toMinutesPart() > 0 ? " " + length.toMinutesPart() + " min" : "");
        }
        return length.toDays() + " d" + (length.toHoursPart() > 0 ? " " + length.toHoursPart() + " h" : "");
    }
}
