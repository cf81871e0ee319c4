package io.twinharbor.delivery.report;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.twinharbor.delivery.access.Trust;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells a report in short where developers are: as a comment of an issue on the Git server, Gitea's API or what has the same. */
@Singleton
class Comment {

    private static final Logger LOG = Logger.getLogger(Comment.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern REPOSITORY = Pattern.compile("(https?://[^/]+)/(.+)\\.git");

    private final Optional<String> api;
    private final String login;
    private final HttpClient client;

    /**
     * @param isWanted   the setting {@code REPORTS_COMMENTED}
     * @param repository the setting {@code GIT_REPOSITORY}, whose server is told
     */
    @Inject
    Comment(@ConfigProperty(name = "reports.commented") boolean isWanted,
            @ConfigProperty(name = "git.repository") String repository,
            @ConfigProperty(name = "git.username") Optional<String> username,
            @ConfigProperty(name = "git.password") Optional<String> password, Trust trust) {
        Matcher parts = REPOSITORY.matcher(repository);
        api = isWanted && parts.matches() ? Optional.of(parts.group(1) + "/api/v1/repos/" + parts.group(2)) : Optional.empty();
        login = "Basic " + Base64.getEncoder().encodeToString(
                (username.orElse("") + ":" + password.orElse("")).getBytes(StandardCharsets.UTF_8));
        client = trust.httpClient();
    }

    void tell(Report report) {
        if (api.isEmpty()) {
            return;
        }
        try {
            String title = "Reports of " + report.service();
            List<JsonObject> found = ask("GET", "/issues?type=issues&state=open&q="
                    + URLEncoder.encode(title, StandardCharsets.UTF_8), null).asJsonArray().getValuesAs(JsonObject.class).stream()
                    .filter(issue -> issue.getString("title").equals(title)).toList();
            JsonObject issue = !found.isEmpty() ? found.get(0)
                    : ask("POST", "/issues", Json.createObjectBuilder().add("title", title)
                            .add("body", "Each week one, as a comment.").build()).asJsonObject();
            ask("POST", "/issues/" + issue.getInt("number") + "/comments",
                    Json.createObjectBuilder().add("body", inShort(report)).build());
        } catch (IOException | RuntimeException e) {
            // Whatever it answers, the report is there, and whoever asked for it is told so.
            LOG.log(Level.WARNING, "The report of {0} is not on the Git server: {1}",
                    new Object[] {report.service(), e.getMessage()});
        }
    }

    private JsonStructure ask(String method, String path, JsonObject body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.orElseThrow() + path)).timeout(PATIENCE)
                .header("Authorization", login).header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("it answered " + answer.statusCode());
            }
            try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
                return reader.read();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** In Markdown. */
    static String inShort(Report report) {
        StringBuilder text = new StringBuilder("### " + report.from() + " to " + report.to() + "\n");
        table(text, "", report.users());
        table(text, "error budget left", report.budgets());
        table(text, "95 % within", report.endpoints());
        table(text, "saturation and cost", report.resources());
        report.indicators().forEach(delivery -> table(text, delivery.environment(), delivery.figures()));
        report.releases().forEach(release -> {
            text.append("\n- ").append(release.at()).append(' ').append(release.environment()).append(": ").append(release.kind())
                    .append(' ').append(release.revision()).append(", ").append(release.status());
            release.effects().forEach(effect -> text.append("; ").append(effect.name()).append(' ').append(effect.before())
                    .append(" → ").append(effect.now()));
        });
        report.incidents().forEach(incident -> text.append("\n- ").append(incident.began()).append(' ')
                .append(incident.environment()).append(": ").append(incident.title()).append(", ").append(incident.lasted()));
        return text.append('\n').toString();
    }

    private static void table(StringBuilder text, String title, List<Report.Figure> figures) {
        if (figures.isEmpty()) {
            return;
        }
        text.append("\n| ").append(title).append(" | this time | before | |\n| --- | ---: | ---: | ---: |\n");
        figures.forEach(figure -> text.append("| ").append(figure.name()).append(" | ").append(figure.now()).append(" | ")
                .append(figure.before()).append(" | ").append(figure.change()).append(" |\n"));
    }
}
