package io.twinharbor.console.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinksTest {

    @Test
    void theCursorOfTheNextPageIsFoundAmongLinks() {
        assertEquals(Optional.of("a b="), Links.next(
                "<users?limit=25>; rel=\"first\", <users?limit=25&cursor=a%20b%3D>; rel=\"next\"", "cursor"));
    }

    @Test
    void aLastPageHasNoNext() {
        assertEquals(Optional.empty(), Links.next("<users?limit=25>; rel=\"first\"", "cursor"));
        assertEquals(Optional.empty(), Links.next(null, "cursor"));
    }
}
