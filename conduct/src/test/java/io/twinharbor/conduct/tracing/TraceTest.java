package io.twinharbor.conduct.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String VALID = "00-" + ID + "-b7ad6b7169203331-01";

    @Test
    void aTraceGoesOnWithItsIdAndFlagsAndAStepOfOurOwn() {
        Trace trace = Trace.from(VALID);
        assertEquals(ID, trace.id());
        assertEquals("01", trace.flags());
        assertNotEquals("b7ad6b7169203331", trace.span());
        assertEquals("00-" + ID + "-" + trace.span() + "-01", trace.header());
    }

    @Test
    void aLaterVersionMaySayMore() {
        assertEquals(ID, Trace.from("cc-" + ID + "-b7ad6b7169203331-01-what-the-future-brings").id());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nonsense", "00-" + ID + "-b7ad6b7169203331", "ff-" + ID + "-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01", "00-" + ID + "-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"})
    void whatIsNoTraceBeginsANewOne(String header) {
        Trace trace = Trace.from(header);
        assertNotEquals(ID, trace.id());
        assertTrue(trace.header().matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00"), trace.header());
    }
}
