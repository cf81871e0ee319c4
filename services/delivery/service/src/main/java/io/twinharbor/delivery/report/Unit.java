package io.twinharbor.delivery.report;

import java.util.Locale;

/** What a number is of, and so how it is written. */
enum Unit {
    COUNT {
        @Override
        String write(double value) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
    },
    NUMBER {
        @Override
        String write(double value) {
            return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.1f", value);
        }
    },
    SECONDS {
        @Override
        String write(double value) {
            return value < 0.01 ? String.format(Locale.ROOT, "%.1f ms", value * 1000)
                    : value < 1 ? String.format(Locale.ROOT, "%.0f ms", value * 1000)
                    : value < 120 ? String.format(Locale.ROOT, "%.1f s", value)
                    : value < 7200 ? String.format(Locale.ROOT, "%.0f min", value / 60)
                    : value < 172_800 ? String.format(Locale.ROOT, "%.1f h", value / 3600)
                    : String.format(Locale.ROOT, "%.1f days", value / 86_400);
        }
    },
    SHARE {
        @Override
        String write(double value) {
            return String.format(Locale.ROOT, value > 0 && value < 0.001 ? "%.3f %%" : "%.1f %%", value * 100);
        }
    },
    BYTES {
        @Override
        String write(double value) {
            return String.format(Locale.ROOT, "%,.0f MiB", value / (1024 * 1024));
        }
    };

    static Unit named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    abstract String write(double value);

    /** What there is no number for is not known. */
    String text(double value) {
        return Double.isFinite(value) ? write(value) : "–";
    }
}
