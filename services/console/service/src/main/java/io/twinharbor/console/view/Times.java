package io.twinharbor.console.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Moments and lengths of time as people read them. */
@Named
@ApplicationScoped
public class Times {

    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'")
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final long FAR_DAYS = 30;

    private final Say say;

    @Inject
    public Times(Say say) {
        this.say = say;
    }

    /** For the container's proxy. */
    protected Times() {
        this(null);
    }

    /** {@code 3 min ago}, or the day if that is long ago. */
    public String ago(Instant moment) {
        if (moment == null) {
            return "–";
        }
        Duration since = Duration.between(moment, Instant.now());
        if (since.isNegative()) {
            return since.getSeconds() > -60 ? say.text("time.now") : say.text("time.in", length(since.negated()));
        }
        if (since.toSeconds() < 10) {
            return say.text("time.now");
        }
        return since.toDays() >= FAR_DAYS ? day(moment) : say.text("time.ago", length(since));
    }

    public String whole(Instant moment) {
        return moment == null ? "" : WHOLE.withLocale(say.locale()).format(moment);
    }

    public String clock(Instant moment) {
        return moment == null ? "" : CLOCK.withLocale(say.locale()).format(moment);
    }

    public String day(Instant moment) {
        return moment == null ? "" : DAY.withLocale(say.locale()).format(moment);
    }

    /** {@code 45 s}, {@code 12 min}, {@code 3 h 20 min}, {@code 4 d 6 h}. */
    public String length(Duration length) {
        if (length == null) {
            return "–";
        }
        if (length.toSeconds() < 60) {
            return of("time.seconds", length.toSeconds());
        }
        if (length.toMinutes() < 60) {
            return of("time.minutes", length.toMinutes());
        }
        if (length.toHours() < 24) {
            return of("time.hours", length.toHours())
                    + (length.toMinutesPart() > 0 ? " " + of("time.minutes", length.toMinutesPart()) : "");
        }
        return of("time.days", length.toDays()) + (length.toHoursPart() > 0 ? " " + of("time.hours", length.toHoursPart()) : "");
    }

    private String of(String unit, long number) {
        return say.text(unit, Long.toString(number));
    }
}
