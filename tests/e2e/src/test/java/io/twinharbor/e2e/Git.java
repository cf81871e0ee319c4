package io.twinharbor.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Git, as the administrator of the lab's Git server uses it. */
final class Git {

    private Git() {
    }

    static String run(String... words) {
        return run(Duration.ofSeconds(30), words);
    }

    static String in(Path folder, String... words) {
        return run(Stream.concat(Stream.of("-C", folder.toString()), Stream.of(words)).toArray(String[]::new));
    }

    private static String run(Duration patience, String... words) {
        var line = Stream.concat(Stream.of("git", "-c", "user.name=E2E", "-c", "user.email=e2e@example.org"),
                Stream.of(words)).toList();
        return Command.run(patience, List.copyOf(line), Map.of(
                "GIT_TERMINAL_PROMPT", "0", "GIT_SSL_CAINFO", Lab.running().authority().toString(), "GIT_CONFIG_COUNT", "1",
                "GIT_CONFIG_KEY_0", "http.extraHeader",
                "GIT_CONFIG_VALUE_0", "Authorization: " + Lab.running().basic("git-admin")));
    }
}
