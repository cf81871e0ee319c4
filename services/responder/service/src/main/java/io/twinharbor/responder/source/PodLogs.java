package io.twinharbor.responder.source;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.twinharbor.responder.action.Clusters;
import io.twinharbor.responder.alert.Alert;
import io.twinharbor.responder.cause.Fact;
import io.twinharbor.responder.cause.Sign;

/** What the kubelet still has of an alert's own pod, of the container before as well. */
final class PodLogs implements LogLines {

    private static final int LINES = 500;
    private static final int KEPT = 50;
    private static final int LENGTH = 500;
    private static final Pattern TELLING = Pattern.compile(
            "(?i)error|exception|fatal|panic|fail|refused|timeout|timed out|denied|no space|out of memory|unable");

    private final Clusters clusters;

    PodLogs(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public List<Fact> of(Alert alert, Instant from, Instant to) throws IOException {
        if (alert.label("pod").isEmpty() || alert.scope().isEmpty()) {
            return List.of();
        }
        KubernetesClient client = clusters.client(clusters.own());
        try {
            var resource = client.pods().inNamespace(alert.scope()).withName(alert.label("pod"));
            var pod = resource.get();
            if (pod == null) {
                return List.of();
            }
            List<Fact> lines = pod.getSpec().getContainers().stream()
                    .flatMap(container -> Stream.of(true, false)
                            .flatMap(before -> lines(alert, client, container.getName(), before)))
                    .filter(fact -> !fact.at().isBefore(from) && !fact.at().isAfter(to)).toList();
            return lines.subList(Math.max(0, lines.size() - KEPT), lines.size());
        } catch (KubernetesClientException e) {
            throw new IOException("logs of " + alert.label("pod") + ": " + e.getMessage(), e);
        }
    }

    private static Stream<Fact> lines(Alert alert, KubernetesClient client, String container, boolean before) {
        var resource = client.pods().inNamespace(alert.scope()).withName(alert.label("pod")).inContainer(container)
                .usingTimestamps();
        try {
            String log = (before ? resource.terminated() : resource).tailingLines(LINES).getLog();
            return log.lines().flatMap(line -> fact(alert.label("pod"), line).stream());
        } catch (KubernetesClientException e) {
            // There was no container before.
            if (before) {
                return Stream.empty();
            }
            throw e;
        }
    }

    private static Optional<Fact> fact(String pod, String line) {
        int space = line.indexOf(' ');
        if (space < 0 || !TELLING.matcher(line).find()) {
            return Optional.empty();
        }
        try {
            String text = shortened(line.substring(space + 1));
            return Optional.of(new Fact(Sign.Kind.LOG, text, Instant.parse(line.substring(0, space)), pod + ": " + text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static String shortened(String text) {
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + " …";
    }
}
