package io.twinharbor.responder.source;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.twinharbor.responder.cause.Fact;
import io.twinharbor.responder.cause.Sign;

/**
 * What a cluster's API knows: events, how pods and nodes are, and when something was changed.
 *
 * @param namespace where to look; empty for nodes alone
 */
record ClusterFacts(KubernetesClient client, String namespace) {

    private static final String REVISION = "rollout.argoproj.io/revision";

    List<Fact> events() throws IOException {
        return asked("events", () -> {
            List<Event> events = (namespace.isEmpty() ? client.v1().events().inNamespace("default")
                    : client.v1().events().inNamespace(namespace)).list().getItems();
            return events.stream().filter(event -> "Warning".equals(event.getType()) || isTelling(event))
                    .map(ClusterFacts::event).toList();
        });
    }

    List<Fact> pods() throws IOException {
        return namespace.isEmpty() ? List.of() : asked("pods", () -> client.pods().inNamespace(namespace).list().getItems()
                .stream().flatMap(ClusterFacts::states).toList());
    }

    List<Fact> nodes() throws IOException {
        return asked("nodes", () -> client.nodes().list().getItems().stream().flatMap(ClusterFacts::states).toList());
    }

    /** New versions, each with a ReplicaSet of its own. */
    List<Fact> releases() throws IOException {
        return namespace.isEmpty() ? List.of() : asked("versions", () -> client.apps().replicaSets().inNamespace(namespace).list()
                .getItems().stream().map(ClusterFacts::release).toList());
    }

    /** They have a name of their own each time they change. */
    List<Fact> settings() throws IOException {
        return namespace.isEmpty() ? List.of() : asked("settings", () -> client.configMaps().inNamespace(namespace).list()
                .getItems().stream().map(settings -> change("settings", settings, "")).toList());
    }

    private interface Question {

        List<Fact> ask();
    }

    private List<Fact> asked(String what, Question question) throws IOException {
        try {
            return question.ask();
        } catch (KubernetesClientException e) {
            throw new IOException(what + (namespace.isEmpty() ? "" : " in " + namespace) + ": " + e.getMessage(), e);
        }
    }

    private static boolean isTelling(Event event) {
        return event.getReason() != null && event.getReason()
                .matches("Killing|ScalingReplicaSet|SuccessfulRescale|Rollout.*|Node.*");
    }

    private static Fact event(Event event) {
        String said = event.getReason() + ": " + PodLogs.shortened(Objects.toString(event.getMessage(), ""));
        return new Fact(Sign.Kind.EVENT, said, time(event), event.getInvolvedObject().getKind() + " "
                + event.getInvolvedObject().getName() + " " + said + (event.getCount() == null || event.getCount() < 2 ? ""
                : " (" + event.getCount() + " times)"));
    }

    private static Instant time(Event event) {
        return Stream.of(event.getLastTimestamp(), event.getEventTime() == null ? null : event.getEventTime().getTime(),
                event.getFirstTimestamp(), event.getMetadata().getCreationTimestamp())
                .filter(Objects::nonNull).findFirst().map(Instant::parse).orElseThrow();
    }

    private static Stream<Fact> states(Pod pod) {
        String name = pod.getMetadata().getName();
        Stream<Fact> unready = pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getStatus().equals("False") && condition.getLastTransitionTime() != null
                        && !"PodCompleted".equals(condition.getReason()))
                .map(condition -> state("not " + condition.getType() + " " + Objects.toString(condition.getReason(), "") + " "
                        + Objects.toString(condition.getMessage(), ""), Instant.parse(condition.getLastTransitionTime()), name));
        Stream<Fact> containers = Stream.concat(pod.getStatus().getContainerStatuses().stream(),
                pod.getStatus().getInitContainerStatuses().stream()).flatMap(status -> states(pod, status));
        return Stream.concat(unready, containers);
    }

    private static Stream<Fact> states(Pod pod, ContainerStatus status) {
        String name = pod.getMetadata().getName() + " " + status.getName();
        List<Fact> facts = new ArrayList<>();
        for (ContainerState state : new ContainerState[] {status.getState(), status.getLastState()}) {
            if (state != null && state.getTerminated() != null
                    && !Integer.valueOf(0).equals(state.getTerminated().getExitCode())) {
                String ended = state.getTerminated().getFinishedAt();
                facts.add(state("%s exit %d".formatted(state.getTerminated().getReason(), state.getTerminated().getExitCode()),
                        Instant.parse(ended == null ? pod.getMetadata().getCreationTimestamp() : ended), name));
            }
        }
        if (status.getState() != null && status.getState().getWaiting() != null) {
            // Waiting has no time; it is so now.
            facts.add(state(status.getState().getWaiting().getReason() + ": "
                    + Objects.toString(status.getState().getWaiting().getMessage(), ""), Instant.now(), name));
        }
        return facts.stream();
    }

    private static Stream<Fact> states(Node node) {
        return node.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready") != condition.getStatus().equals("True"))
                .filter(condition -> condition.getLastTransitionTime() != null)
                .map(condition -> state("node " + (condition.getType().equals("Ready") ? "not ready" : condition.getType()),
                        Instant.parse(condition.getLastTransitionTime()), node.getMetadata().getName()));
    }

    private static Fact state(String state, Instant at, String of) {
        return new Fact(Sign.Kind.STATE, state, at, of + ": " + PodLogs.shortened(state));
    }

    private static Fact release(ReplicaSet version) {
        Map<String, String> annotations = version.getMetadata().getAnnotations();
        return change("release", version, annotations != null && annotations.containsKey(REVISION)
                ? ", revision " + annotations.get(REVISION) : "");
    }

    private static Fact change(String what, HasMetadata object, String more) {
        return new Fact(Sign.Kind.CHANGE, what + " " + object.getMetadata().getName(),
                Instant.parse(object.getMetadata().getCreationTimestamp()),
                what + " " + object.getMetadata().getName() + more);
    }
}
