package io.twinharbor.console.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {

    @Test
    void aMissingValueIsAGapInTheLine() {
        var chart = Chart.line("Lead time", List.of(new Chart.Point("1", 1.0), new Chart.Point("2", null),
                new Chart.Point("3", 2.0)), String::valueOf);
        assertEquals(2, chart.getPath().chars().filter(one -> one == 'M').count());
        assertEquals(2, chart.getMarks().size());
    }

    @Test
    void anAxisEndsAtARoundNumber() {
        assertEquals(5, Chart.nice(4));
        assertEquals(0.1, Chart.nice(0.07), 1e-9);
        assertEquals(20, Chart.nice(11));
    }

    @Test
    void timesEndAtRoundHours() {
        var chart = Chart.times("Lead time", List.of(new Chart.Point("1", 5_400.0)), seconds -> seconds / 3600 + " h");
        assertEquals("2.0 h", chart.getMost());
    }

    @Test
    void whoeverCannotSeeItIsToldTheSame() {
        var chart = Chart.bars("Deployments", List.of(new Chart.Point("1 Nov", 2.0), new Chart.Point("2 Nov", 3.0)),
                value -> String.valueOf((int) value));
        assertEquals("2 3 3", chart.getCount() + " " + chart.getNewest() + " " + chart.getHighest());
    }

    @Test
    void nothingIsNoChart() {
        assertTrue(Chart.bars("Deployments", List.of(new Chart.Point("1", 0.0)), String::valueOf).isBlank());
    }
}
