package io.twinharbor.console.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;

/**
 * A small chart, worked out here and drawn by the page as SVG: it needs no script, and takes its colours from the page's styles.
 * Where a value is missing the line has a gap.
 */
public final class Chart {

    /** One value by the name of its place; null if there is none. */
    public record Point(String name, Double value) {
    }

    /** Where something is drawn. */
    public record Mark(double x, double y, double width, double height, String text) {
    }

    private static final double HOUR = 3600;
    private static final double MINUTE = 60;
    private static final int WIDTH = 340;
    private static final int HEIGHT = 120;
    private static final int LEFT = 46;
    private static final int BOTTOM = 20;
    private static final int TOP = 8;

    private final String title;
    private final List<Point> points;
    private final boolean bars;
    private final DoubleFunction<String> words;
    private final double most;

    private Chart(String title, List<Point> points, boolean bars, double unit, DoubleFunction<String> words) {
        this.title = title;
        this.points = List.copyOf(points);
        this.bars = bars;
        this.words = words;
        double largest = points.stream().map(Point::value).filter(Objects::nonNull).mapToDouble(Double::doubleValue).max()
                .orElse(0);
        most = nice(largest / unit) * unit;
    }

    /** For what goes up and down. */
    public static Chart line(String title, List<Point> points, DoubleFunction<String> words) {
        return new Chart(title, points, false, 1, words);
    }

    /** For lengths of time, in seconds: the axis ends at a number of hours or minutes that people know. */
    public static Chart times(String title, List<Point> points, DoubleFunction<String> words) {
        boolean hours = points.stream().anyMatch(point -> point.value() != null && point.value() > HOUR);
        return new Chart(title, points, false, hours ? HOUR : MINUTE, words);
    }

    /** For what is counted. */
    public static Chart bars(String title, List<Point> points, DoubleFunction<String> words) {
        return new Chart(title, points, true, 1, words);
    }

    public String getTitle() {
        return title;
    }

    public List<Point> getPoints() {
        return points;
    }

    public boolean isBars() {
        return bars;
    }

    /** Whether there is anything to draw. */
    public boolean isBlank() {
        return points.stream().allMatch(point -> point.value() == null || bars && point.value() == 0);
    }

    public String words(Point point) {
        return point.value() == null ? "–" : words.apply(point.value());
    }

    /** How many values there are; it is drawn only if there are any. */
    public int getCount() {
        return known().size();
    }

    /** The newest value. */
    public String getNewest() {
        return words(known().get(known().size() - 1));
    }

    /** The largest value. */
    public String getHighest() {
        return words.apply(known().stream().mapToDouble(Point::value).max().orElse(0));
    }

    private List<Point> known() {
        return points.stream().filter(point -> point.value() != null).toList();
    }

    public String getMost() {
        return words.apply(most);
    }

    public String getHalf() {
        return words.apply(most / 2);
    }

    public String getFirst() {
        return points.isEmpty() ? "" : points.get(0).name();
    }

    public String getLast() {
        return points.isEmpty() ? "" : points.get(points.size() - 1).name();
    }

    /** The line's path; each gap begins it anew. */
    public String getPath() {
        var path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < points.size(); i++) {
            Double value = points.get(i).value();
            if (value != null) {
                path.append(drawing ? 'L' : 'M').append(text(x(i))).append(' ').append(text(y(value)));
            }
            drawing = value != null;
        }
        return path.toString();
    }

    /** A dot for each value, or a bar. */
    public List<Mark> getMarks() {
        List<Mark> marks = new ArrayList<>();
        double each = (double) (WIDTH - LEFT) / Math.max(1, points.size());
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (point.value() != null) {
                String said = point.name() + ": " + words(point);
                marks.add(bars ? new Mark(round(LEFT + i * each + each * 0.15), round(y(point.value())), round(each * 0.7),
                        round(HEIGHT - BOTTOM - y(point.value())), said) : new Mark(round(x(i)), round(y(point.value())), 0, 0,
                                said));
            }
        }
        return marks;
    }

    private double x(int index) {
        return LEFT + 6 + (points.size() < 2 ? 0 : (double) index * (WIDTH - LEFT - 12) / (points.size() - 1));
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (most == 0 ? 0 : value / most * (HEIGHT - BOTTOM - TOP));
    }

    /** The next of 1, 2, 5, 10, 20, 50… */
    static double nice(double value) {
        if (value <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 5}) {
            if (value <= step * power * (1 + 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static String text(double value) {
        return String.valueOf(round(value));
    }
}
