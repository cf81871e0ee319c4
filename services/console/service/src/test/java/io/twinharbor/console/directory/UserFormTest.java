package io.twinharbor.console.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserFormTest {

    private static final User ADA = new User(1, "ada@example.org", "Ada", true, List.of("clerk"), Instant.EPOCH, Instant.EPOCH,
            "\"1\"");

    @Test
    void whatStaysAsItWasIsNotSent() {
        assertTrue(UserForm.of(ADA).changes(ADA).isEmpty());
    }

    @Test
    void aNameThatIsTakenAwayIsSentAsNone() {
        var form = UserForm.of(ADA);
        form.setDisplayName(null);
        assertEquals("{\"displayName\":null}", form.changes(ADA).toString());
    }

    @Test
    void rolesAreWordsWithSpacesOrCommasBetween() {
        var form = UserForm.of(ADA);
        form.setRoles("clerk,  auditor");
        assertEquals("{\"roles\":[\"clerk\",\"auditor\"]}", form.changes(ADA).toString());
    }

    @Test
    void twoLettersStandForSomebody() {
        assertEquals("A", ADA.initials());
        assertEquals("TP", new User(2, "test.person@example.org", null, true, List.of(), Instant.EPOCH, Instant.EPOCH,
                null).initials());
    }
}
