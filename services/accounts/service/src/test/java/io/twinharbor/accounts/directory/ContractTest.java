package io.twinharbor.accounts.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.twinharbor.accounts.Contract;
import org.junit.jupiter.api.Test;

/** What the contract promises of users is what the code holds them to. */
class ContractTest {

    private static final String USERS = "/api/v1/users";

    @Test
    void anAddressIsAsLongAndOfTheFormThatTheContractSays() {
        assertEquals(UserDraft.EMAIL_LENGTH, schema("Email", "maxLength"));
        assertEquals(UserDraft.EMAIL, schema("Email", "pattern"));
    }

    @Test
    void aNameIsAsLongAsTheContractSays() {
        assertEquals(1, schema("DisplayName", "minLength"));
        assertEquals(UserDraft.NAME_LENGTH, schema("DisplayName", "maxLength"));
    }

    @Test
    void aNameHasTheCharactersThatTheContractSaysAndNoLoneSurrogates() {
        Pattern told = Pattern.compile((String) schema("DisplayName", "pattern"));
        Pattern held = Pattern.compile(UserDraft.PRINTABLE);
        List<String> different = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                // In the middle, since Java's $ also matches before a line's end that ends the text.
                .mapToObj(c -> "a" + Character.toString(c) + "a")
                .filter(text -> told.matcher(text).find() != held.matcher(text).matches())
                .toList();
        assertEquals(List.of(), different);
    }

    @Test
    void rolesAreAsManyAndOfTheFormThatTheContractSays() {
        assertEquals(UserDraft.ROLES, schema("Roles", "maxItems"));
        assertEquals(UserDraft.ROLE, schema("Roles", "items", "pattern"));
    }

    @Test
    void anIdHasAtMostTheDigitsThatAnAddressTakes() {
        assertEquals("9".repeat(UserResource.ID_DIGITS), schema("Id", "maximum").toString());
        assertEquals(1, schema("Id", "minimum"));
    }

    @Test
    void aPageHoldsAsManyUsersAsTheContractSays() {
        Map<?, ?> limit = Contract.parameter(USERS, "get", "limit");
        assertEquals(UserQuery.LIMIT, limit.get("maximum"));
        assertEquals(UserQuery.LIMIT, Contract.at("paths", USERS, "get", "responses", "200", "content",
                "application/json", "schema", "maxItems"));
    }

    @Test
    void aListIsSortedByWhatTheContractNames() {
        List<String> keys = Arrays.stream(Order.Key.values()).map(key -> new Order(key, false).parameter()).toList();
        assertEquals(new TreeSet<>(keys.stream().flatMap(key -> Stream.of(key, "-" + key)).toList()),
                new TreeSet<>((List<?>) Contract.parameter(USERS, "get", "sort").get("enum")));
    }

    @Test
    void aPrefixIsNoLongerThanAnAddress() {
        assertEquals(UserDraft.EMAIL_LENGTH, Contract.at("components", "parameters", "emailPrefix", "schema", "maxLength"));
    }

    @Test
    void aKeyOfARepeatableCreationIsAsLongAsTheContractSays() {
        assertEquals(RepeatableCreation.KEY_LENGTH,
                Contract.parameter(USERS, "post", "Idempotency-Key").get("maxLength"));
    }

    @Test
    void aUserHasTheMembersThatTheContractNames() {
        TreeSet<Object> writable = new TreeSet<>(((Map<?, ?>) schema("NewUser", "properties")).keySet());
        assertEquals(UserJson.WRITABLE, writable);
        assertEquals(UserJson.WRITABLE, ((Map<?, ?>) schema("Patch", "properties")).keySet());
        writable.addAll(UserJson.READ_ONLY);
        assertEquals(writable, ((Map<?, ?>) schema("User", "properties")).keySet());
    }

    private static Object schema(String name, String... keys) {
        return Contract.at(Stream.concat(Stream.of("components", "schemas", name), Arrays.stream(keys))
                .toArray(String[]::new));
    }
}
