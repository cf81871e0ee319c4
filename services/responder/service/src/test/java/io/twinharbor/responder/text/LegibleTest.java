package io.twinharbor.responder.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What of others' words is kept. */
class LegibleTest {

    @Test
    void linesColumnsAndWholeCharactersStay() {
        String text = "at io.twinharbor\n\tat java.base\r\nGr\u00fc\u00dfe \ud83d\ude80";
        assertEquals(text, Legible.of(text));
    }

    @Test
    void whatNeitherADatabaseNorAScreenTakesIsReplaced() {
        assertEquals("a\ufffdb\ufffdc\ufffd", Legible.of("a\0b\u001bc\ud83d"));
    }
}
