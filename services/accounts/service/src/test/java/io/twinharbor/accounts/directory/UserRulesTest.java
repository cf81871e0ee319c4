package io.twinharbor.accounts.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.twinharbor.conduct.problem.Violation;
import jakarta.validation.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserRulesTest {

    private final UserRules rules = new UserRules(Validation.buildDefaultValidatorFactory().getValidator());

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "Ada.Lovelace+label@mail.example.org", "o'hara@example.org", "x_y%z@1a.example"})
    void theseAreAddresses(String email) {
        assertEquals(List.of(), rules.check(withEmail(email)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "@example.org", "ada@", "a b@example.org", "ada@exa mple.org", "ada@-example.org",
        "ada@example..org", "ädа@example.org", "ada@example.org\n"})
    void theseAreNot(String email) {
        assertEquals(List.of("#/email"), pointers(withEmail(email)));
    }

    @Test
    void anAddressHasAtMost128Characters() {
        assertEquals(List.of(), rules.check(withEmail("a".repeat(116) + "@example.org")));
        assertEquals(List.of("#/email"), pointers(withEmail("a".repeat(117) + "@example.org")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tab\there", "nul\u0000", "lone \ud800 surrogate"})
    void aNameThatCannotBeKeptOrShownIsRefused(String name) {
        assertEquals(List.of("#/displayName"), pointers(new UserDraft("a@b", name, true, Set.of())));
    }

    @Test
    void aNameMayBeAnyTextOfAtMost200CodeUnits() {
        assertEquals(List.of(), rules.check(new UserDraft("a@b", "李小龙 \\ \"😀\" é", true, Set.of())));
        assertEquals(List.of("#/displayName"), pointers(new UserDraft("a@b", "x".repeat(201), true, Set.of())));
    }

    @Test
    void rolesAreWordsAndNotTooMany() {
        Set<String> many = IntStream.range(0, 17).mapToObj(number -> "role-" + number).collect(Collectors.toSet());
        assertEquals(List.of("#/roles"), pointers(new UserDraft("a@b", null, true, many)));
        assertEquals(List.of("#/roles"), pointers(new UserDraft("a@b", null, true, Set.of("Clerk"))));
        assertEquals(List.of("#/roles"), pointers(new UserDraft("a@b", null, true, Set.of("a,b}"))));
        assertEquals(List.of(), rules.check(new UserDraft("a@b", null, true, Set.of("clerk", "night-shift-2"))));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertEquals(List.of("active is required", "email is required", "roles is required"),
                rules.check(new UserDraft(null, null, null, null)).stream().map(Violation::inWords).toList());
    }

    private List<String> pointers(UserDraft draft) {
        return rules.check(draft).stream().map(Violation::pointer).distinct().toList();
    }

    private static UserDraft withEmail(String email) {
        return new UserDraft(email, null, true, Set.of());
    }
}
