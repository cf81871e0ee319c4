package io.twinharbor.accounts.ingest;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.twinharbor.conduct.problem.ProblemException;
import org.junit.jupiter.api.Test;

class SlotsTest {

    @Test
    void whoComesWhenAllAreTakenIsToldWhenToComeAgain() {
        Slots slots = new Slots(2, "exports");
        slots.take();
        slots.take();
        var refusal = assertThrows(ProblemException.class, slots::take);
        assertEquals(429, refusal.problem().status());
        assertEquals("Enough exports are running here: try again when one has ended.", refusal.problem().detail());
        assertEquals("10", refusal.headers().get("Retry-After"));
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        Slots slots = new Slots(1, "exports");
        slots.take();
        slots.giveBack();
        assertDoesNotThrow(slots::take);
    }
}
