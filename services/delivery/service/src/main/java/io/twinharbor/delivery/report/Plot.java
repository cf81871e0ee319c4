package io.twinharbor.delivery.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.twinharbor.delivery.indicator.Window;
import io.twinharbor.delivery.metric.Thanos;

/**
 * How something went, this week over the week before, as an SVG without any text: fonts of the machine have no part in it, for
 * the image has none. What its ends mean the page says beside it.
 *
 * @param name    what is shown
 * @param top     how much its upper end is
 * @param parts   when each of its parts begins, from the left
 * @param drawing the SVG
 */
public record Plot(String name, String top, List<String> parts, String drawing) {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 120;
    /** As many as a week has days. */
    private static final int PARTS = 7;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /**
     * @param window      its width
     * @param points      of this time
     * @param before      of the time before, by their own times
     * @param deployments when users got something new
     */
    static Plot of(String name, Unit unit, Window window, List<Thanos.Point> points, List<Thanos.Point> before,
            List<Instant> deployments) {
        double top = Stream.concat(points.stream(), before.stream()).mapToDouble(Thanos.Point::value).filter(Double::isFinite)
                .max().orElse(0);
        StringBuilder svg = new StringBuilder(("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" "
                + "viewBox=\"0 0 %1$d %2$d\" role=\"img\" aria-label=\"%3$s\">").formatted(WIDTH, HEIGHT,
                name.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;")));
        for (int part = 0; part <= PARTS; part++) {
            vertical(svg, part * (double) WIDTH / PARTS, "#dddddd", "1");
        }
        deployments.stream().filter(at -> !at.isBefore(window.from()) && at.isBefore(window.to()))
                .forEach(at -> vertical(svg, x(at, window), "#b35900", "1.5"));
        line(svg, before, window.before(), top, "#aaaaaa");
        line(svg, points, window, top, "#00509e");
        return new Plot(name, unit.text(points.isEmpty() ? Double.NaN : top), parts(window), svg.append("</svg>").toString());
    }

    private static List<String> parts(Window window) {
        Duration length = Duration.between(window.from(), window.to()).dividedBy(PARTS);
        DateTimeFormatter format = length.compareTo(Duration.ofDays(1)) < 0 ? HOUR : DAY;
        return IntStream.range(0, PARTS).mapToObj(part -> format.format(window.from().plus(length.multipliedBy(part)))).toList();
    }

    private static void vertical(StringBuilder svg, double x, String colour, String width) {
        svg.append(String.format(Locale.ROOT, "<path d=\"M%1$.1f 0V%2$d\" stroke=\"%3$s\" stroke-width=\"%4$s\" fill=\"none\"/>",
                x, HEIGHT, colour, width));
    }

    /** Broken where there is no value. */
    private static void line(StringBuilder svg, List<Thanos.Point> points, Window window, double top, String colour) {
        StringBuilder path = new StringBuilder();
        boolean isDrawing = false;
        for (Thanos.Point point : points) {
            boolean isThere = Double.isFinite(point.value());
            if (isThere) {
                double y = top > 0 ? HEIGHT - 2 - point.value() / top * (HEIGHT - 4) : HEIGHT - 2;
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", isDrawing ? "L" : "M", x(point.at(), window), y));
            }
            isDrawing = isThere;
        }
        if (!path.isEmpty()) {
            svg.append("<path d=\"").append(path).append("\" stroke=\"").append(colour)
                    .append("\" stroke-width=\"1.5\" fill=\"none\"/>");
        }
    }

    private static double x(Instant at, Window window) {
        return WIDTH * (double) Duration.between(window.from(), at).toMillis()
                / Duration.between(window.from(), window.to()).toMillis();
    }
}
