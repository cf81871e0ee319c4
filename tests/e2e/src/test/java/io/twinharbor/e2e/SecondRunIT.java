package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Provisioning what is provisioned changes nothing. */
@Tag("second-run")
@Order(20)
@ExtendWith(Results.class)
class SecondRunIT {

    private static final Pattern RECAP = Pattern.compile("^\\S+ +: ok=(\\d+) +changed=(\\d+)", Pattern.MULTILINE);

    @Test
    void anotherRunOfAnsibleChangesNothing(Results results) throws Exception {
        var said = results.seconds("seconds", () -> Lab.command(Duration.ofMinutes(8), "play", "site"));
        var recap = RECAP.matcher(said).results().toList();
        int changed = recap.stream().mapToInt(host -> Integer.parseInt(host.group(2))).sum();
        assertEquals(0, changed, said);
        results.add("changed", changed);
        results.add("hosts", recap.size());
        results.add("tasks", recap.stream().mapToInt(host -> Integer.parseInt(host.group(1))).sum());
    }
}
