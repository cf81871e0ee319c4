package io.twinharbor.accounts.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tests of a deployed service, as their image runs them, on a directory that is not empty. */
class DeployedIT {

    private static HttpServer tokens;

    private record Outcome(int status, String output) {
    }

    @BeforeAll
    static void giveTokens() throws IOException {
        tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tokens.createContext("/token", DeployedIT::grant);
        tokens.start();
    }

    @AfterAll
    static void giveNoneAnyMore() {
        tokens.stop(0);
    }

    @Test
    void theyPassAgainAndAgainAndLeaveNobodyBehind() throws Exception {
        int before = users();
        for (int time = 0; time < 2; time++) {
            Outcome outcome = run(Stand.first().address().toString(), "secret");
            assertEquals(0, outcome.status, outcome.output);
            assertTrue(outcome.output.contains("[         0 tests failed          ]"), outcome.output);
        }
        assertEquals(before, users());
    }

    @Test
    void theyFailWhereTheServiceDoes() throws Exception {
        HttpServer broken = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        broken.createContext("/", exchange -> answer(exchange, 500, "{}"));
        broken.start();
        try {
            assertNotEquals(0, run("http://localhost:" + broken.getAddress().getPort(), "secret").status);
        } finally {
            broken.stop(0);
        }
    }

    @Test
    void theySayWhyTheyGetNoToken() throws Exception {
        Outcome outcome = run(Stand.first().address().toString(), "wrong");
        assertNotEquals(0, outcome.status);
        assertTrue(outcome.output.contains("/token gives accounts-acceptance-"), outcome.output);
    }

    private static int users() {
        return Client.array(Stand.first().anyone().get("/")).size();
    }

    private static Outcome run(String service, String secret) throws IOException, InterruptedException {
        ProcessBuilder console = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), "org.junit.platform.console.ConsoleLauncher", "execute",
                "@image/root/opt/acceptance/arguments"));
        console.environment().put("SERVICE_URL", service);
        console.environment().put("TOKEN_URL", "http://localhost:" + tokens.getAddress().getPort() + "/token");
        for (String role : List.of("READER", "EDITOR", "ADMIN")) {
            console.environment().put("ACCEPTANCE_" + role + "_SECRET", secret);
        }
        Process run = console.redirectErrorStream(true).start();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(run.waitFor(), output);
    }

    private static void grant(HttpExchange exchange) throws IOException {
        String login = exchange.getRequestHeaders().getFirst("Authorization").replace("Basic ", "");
        String[] client = new String(Base64.getDecoder().decode(login), StandardCharsets.UTF_8).split(":");
        if (client[1].equals("secret")) {
            String token = Stand.issuer().token(client[0], client[0].replace("accounts-acceptance-", ""));
            answer(exchange, 200, "{\"access_token\":\"" + token + "\"}");
        } else {
            answer(exchange, 401, "{\"error\":\"unauthorized_client\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
