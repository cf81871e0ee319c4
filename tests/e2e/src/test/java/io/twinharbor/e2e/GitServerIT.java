package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pushes and merged pull requests are told to who asked to be told. */
@Tag("git")
@Order(8)
@ExtendWith(Results.class)
class GitServerIT {

    private static final String REPOSITORY = "e2e-webhook";
    private static final String USER = Lab.running().user("git-admin");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
    private HttpServer listener;

    @TempDir
    Path folder;

    @BeforeEach
    void makeARepositoryWithAWebhook() throws Exception {
        listener = HttpServer.create(new InetSocketAddress(Lab.running().gateway(), 0), 0);
        listener.createContext("/", exchange -> {
            told.add(JSON.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        listener.start();
        GitApi.send("DELETE", "/repos/" + USER + "/" + REPOSITORY, null);
        assertEquals(201, GitApi.send("POST", "/user/repos",
                "{\"name\": \"" + REPOSITORY + "\", \"auto_init\": true, \"default_branch\": \"main\"}")
                .statusCode());
        var url = "http://" + Lab.running().gateway() + ":" + listener.getAddress().getPort();
        assertEquals(201, GitApi.send("POST", repository("/hooks"),
                "{\"type\": \"gitea\", \"active\": true, \"events\": [\"push\", \"pull_request\"],"
                + "\"config\": {\"url\": \"" + url + "\", \"content_type\": \"json\"}}").statusCode());
    }

    @AfterEach
    void forgetIt() throws Exception {
        listener.stop(0);
        GitApi.send("DELETE", "/repos/" + USER + "/" + REPOSITORY, null);
    }

    @Test
    void aPushFiresTheWebhookWithItsCommit(Results results) throws Exception {
        Git.run("clone", "--quiet", Lab.running().address("git") + "/" + USER + "/" + REPOSITORY + ".git", folder.resolve("work")
                .toString());
        Files.writeString(folder.resolve("work/file"), "changed\n");
        inWork("add", "file");
        inWork("commit", "--quiet", "-m", "A change");
        inWork("push", "--quiet", "origin", "main");
        var commit = inWork("rev-parse", "HEAD").strip();
        var push = results.seconds("push_to_webhook_seconds", () -> told.poll(30, TimeUnit.SECONDS));
        assertNotNull(push, "no webhook within 30 s");
        assertEquals(commit, push.get("after").asText());
    }

    @Test
    void aMergedPullRequestFiresTheWebhook() throws Exception {
        var change = "{\"content\": \"" + Base64.getEncoder().encodeToString("changed\n".getBytes()) + "\","
                + "\"message\": \"A change\", \"branch\": \"main\", \"new_branch\": \"change\"}";
        assertEquals(201, GitApi.send("POST", repository("/contents/file"), change).statusCode());
        var api = GitApi.of(USER + "/" + REPOSITORY);
        var number = api.open("A change", "change");
        api.merge(number);
        JsonNode heard;
        do {
            heard = told.poll(30, TimeUnit.SECONDS);
            assertNotNull(heard, "no webhook tells of the merge within 30 s");
        } while (!heard.at("/pull_request/merged").asBoolean());
        assertEquals(number, heard.at("/pull_request/number").asInt());
    }

    private String inWork(String... words) {
        return Git.in(folder.resolve("work"), words);
    }

    private static String repository(String path) {
        return "/repos/" + USER + "/" + REPOSITORY + path;
    }
}
