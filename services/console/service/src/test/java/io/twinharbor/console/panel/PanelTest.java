package io.twinharbor.console.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinharbor.console.backend.Absent;
import io.twinharbor.console.backend.Refused;
import io.twinharbor.console.backend.Unavailable;
import jakarta.json.JsonValue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PanelTest {

    private static final long PATIENCE_MILLIS = 5_000;

    @Test
    void anAnswerIsShown() {
        Panel<String> panel = Panels.ask(() -> "answer", Runnable::run, PATIENCE_MILLIS);
        assertTrue(panel.isReady());
        assertEquals("answer", panel.getValue());
        assertEquals("", panel.getNotice());
    }

    @Test
    void whoIsSlowIsWaitedForNoLongerThanAMoment() {
        var never = new CountDownLatch(1);
        Panel<String> panel = Panels.ask(() -> {
            never.await();
            return "late";
        }, task -> new Thread(task).start(), 20);
        assertTrue(panel.isWaiting());
        assertNull(panel.getValue());
        never.countDown();
    }

    @Test
    void eachWayOfNotAnsweringHasItsNotice() {
        assertEquals("absent", failing(new Absent()).getNotice());
        assertEquals("forbidden", failing(new Refused(403, JsonValue.EMPTY_JSON_OBJECT)).getNotice());
        assertEquals("failed", failing(new Unavailable("The database is away.")).getNotice());
        assertEquals("silent", failing(new IllegalStateException("connection refused")).getNotice());
    }

    @Test
    void whatABackendSaysOfItselfIsShownAndNothingElse() {
        assertEquals("The database is away.", failing(new Unavailable("The database is away.")).getDetail());
        assertEquals("", failing(new IllegalStateException("10.1.2.3: connection refused")).getDetail());
    }

    private static Panel<String> failing(RuntimeException reason) {
        return Panels.ask(() -> {
            throw reason;
        }, Runnable::run, PATIENCE_MILLIS);
    }
}
