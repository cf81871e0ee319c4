package io.twinharbor.accounts.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, page by page. */
@Tag(Subject.DEPLOYED)
class ListIT {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final String PAGE = Addresses.PREFIX + "page";
    private final Client anyone = Subject.first().anyone();

    @BeforeAll
    static void thereAreUsersToList() {
        StringBuilder csv = new StringBuilder("email,active\n");
        for (int number = 0; number < 57; number++) {
            csv.append(Addresses.of("Page" + number + "_x%")).append(',').append(number % 3 == 0).append('\n');
        }
        Expect.status(201, Subject.first().as("editor").post(Client.IMPORTS, "text/csv", csv.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "-id", "email", "-email", "changedAt", "-changedAt"})
    void theLinksLeadToEachUserOnceInTheOrderAskedFor(String sort) {
        List<JsonObject> users = follow(Client.USERS + "?limit=10&emailPrefix=" + PAGE + "&sort=" + sort);
        assertEquals(57, new HashSet<>(users).size());
        assertEquals(57, users.size());
        String key = sort.replace("-", "");
        Comparator<JsonObject> order = Comparator
                .<JsonObject, String>comparing(user -> key.equals("id") ? "" : user.get(key).toString().toLowerCase())
                .thenComparing(user -> user.getJsonNumber("id").longValue());
        assertEquals(users.stream().sorted(sort.startsWith("-") ? order.reversed() : order).toList(), users);
    }

    @Test
    void usersAreFoundByTheBeginningOfTheirAddressAndWhetherTheyAreActive() {
        assertEquals(19, follow(Client.USERS + "?limit=7&emailPrefix=" + PAGE.toUpperCase(Locale.ROOT) + "&active=true").size());
        assertEquals(38, follow(Client.USERS + "?limit=7&emailPrefix=" + PAGE.toUpperCase(Locale.ROOT) + "&active=false").size());
        assertEquals(1, follow(Client.USERS + "?emailPrefix=" + PAGE + "7_x%25").size());
        assertEquals(0, follow(Client.USERS + "?emailPrefix=" + Addresses.PREFIX + "p%25").size());
    }

    @Test
    void usersWhoComeMeanwhileShiftNoPage() {
        HttpResponse<String> first = anyone.get(Client.USERS + "?limit=50&emailPrefix=" + PAGE + "&sort=email");
        Expect.status(201, Subject.first().as("editor").create(Addresses.user("page0_a")));
        List<JsonObject> rest = follow(next(first).orElseThrow());
        assertEquals(7, rest.size());
        JsonObject added = follow(Client.USERS + "?emailPrefix=" + PAGE + "0_a@").get(0);
        Expect.status(204, Subject.first().as("admin").delete(Client.USERS + "/" + added.getJsonNumber("id")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "sort=name", "active=yes", "cursor=nonsense",
            "emailPrefix=%00", "sort=email&cursor=LWVtYWlsCjEKdGVzdEB0ZXN0LmNvbQ", "sort=email&cursor=ZW1haWwKMQoA",
            "sort=changedAt&cursor=Y2hhbmdlZEF0CjEKMDAwMC0wMS0wMVQwMDowMDowMFo"})
    void aParameterThatMakesNoSenseIsRefused(String query) {
        Expect.problem(400, anyone.get(Client.USERS + "?" + query));
    }

    private List<JsonObject> follow(String address) {
        List<JsonObject> users = new ArrayList<>();
        Optional<String> page = Optional.of(address);
        while (page.isPresent()) {
            HttpResponse<String> answer = Expect.status(200, anyone.get(page.get()));
            users.addAll(Client.array(answer).getValuesAs(JsonObject.class));
            assertTrue(users.size() < 1000);
            page = next(answer);
        }
        return users;
    }

    private static Optional<String> next(HttpResponse<String> answer) {
        return answer.headers().allValues("Link").stream().map(NEXT::matcher).filter(Matcher::find)
                .map(link -> link.group(1)).findFirst();
    }
}
