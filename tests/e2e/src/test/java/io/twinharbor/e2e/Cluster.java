package io.twinharbor.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One cluster of the lab, with its administrator's rights. */
record Cluster(String name, KubernetesClient client) {

    /** The label that says which component a pod belongs to. */
    static final String NAME = "app.kubernetes.io/name";
    static final String SHELL = "docker.io/library/busybox:latest";
    private static final String VERIFIED = "policy.sigstore.dev/include";
    private static final List<String> IDLE = List.of("sleep", "86400");
    private static final int READY_SECONDS = 120;
    private static final int EXEC_SECONDS = 30;

    Cluster(String name, Path kubeconfig) {
        this(name, new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig.toFile())).build());
    }

    List<Node> nodes() {
        return client.nodes().list().getItems();
    }

    /** A namespace under the {@code restricted} standard, empty, in place of one that an earlier run may have left. */
    String freshNamespace(String namespace) {
        removeNamespace(namespace);
        client.resource(new NamespaceBuilder().withNewMetadata().withName(namespace)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted").endMetadata().build()).create();
        client.serviceAccounts().inNamespace(namespace).withName("default")
                .waitUntilCondition(account -> account != null, READY_SECONDS, TimeUnit.SECONDS);
        return namespace;
    }

    void removeNamespace(String namespace) {
        var found = client.namespaces().withName(namespace);
        found.delete();
        found.waitUntilCondition(gone -> gone == null, READY_SECONDS, TimeUnit.SECONDS);
    }

    /** Starts a pod as OpenShift would let it run and waits until it is ready; {@code more} adds to it. */
    Pod start(String namespace, String pod, List<String> command, UnaryOperator<PodBuilder> more) {
        create(namespace, pod, command, more);
        return client.pods().inNamespace(namespace).withName(pod).waitUntilReady(READY_SECONDS, TimeUnit.SECONDS);
    }

    /** Creates a pod as {@link #start} does, whatever becomes of it. */
    void create(String namespace, String pod, List<String> command, UnaryOperator<PodBuilder> more) {
        client.resource(described(namespace, pod, shell(namespace), command, more)).create();
    }

    /** Asks the cluster whether it would let a pod be created, with the image that {@code more} names; fails if it would not. */
    void admit(String namespace, UnaryOperator<PodBuilder> more) {
        client.resource(described(namespace, "e2e-asked-for", SHELL, IDLE, more)).dryRun().create();
    }

    private Pod described(String namespace, String pod, String image, List<String> command, UnaryOperator<PodBuilder> more) {
        var described = new PodBuilder().withNewMetadata().withName(pod).withNamespace(namespace).withLabels(Map.of("app",
                pod)).endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false).withEnableServiceLinks(false).withTerminationGracePeriodSeconds(0L)
                .withNewSecurityContext().withRunAsNonRoot(true)
                .withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile().endSecurityContext()
                .addNewContainer().withName("main").withImage(image).withCommand(command)
                .withNewSecurityContext().withAllowPrivilegeEscalation(false).withNewCapabilities().addToDrop("ALL")
                        .endCapabilities()
                .endSecurityContext().endContainer().endSpec();
        return more.apply(described).build();
    }

    /** Where images are verified, no shell runs but that of the service's own image. */
    private String shell(String namespace) {
        return isVerified(namespace) ? image(namespace) : SHELL;
    }

    /** Whether a pod can be started there: where images are verified the service has to run. */
    boolean offersShell(String namespace) {
        return client.namespaces().withName(namespace).get() != null
                && (!isVerified(namespace) || owned(namespace, namespace).findAny().isPresent());
    }

    private boolean isVerified(String namespace) {
        return "true".equals(client.namespaces().withName(namespace).require().getMetadata().getLabels().get(VERIFIED));
    }

    /** What a service in production runs, by digest; its namespace is called as it is. */
    String image(String service) {
        return owned(service, service).map(pod -> pod.getSpec().getContainers().get(0).getImage()).findFirst().orElseThrow();
    }

    /** The same cluster with the rights of somebody else, such as {@code system:serviceaccount:NAMESPACE:NAME}. */
    Cluster as(String user) {
        var config = new ConfigBuilder(client.getConfiguration()).withImpersonateUsername(user).build();
        return new Cluster(name, new KubernetesClientBuilder().withConfig(config).build());
    }

    /** A pod that does nothing until it is told to. */
    Pod startIdle(String namespace, String pod, UnaryOperator<PodBuilder> more) {
        return start(namespace, pod, IDLE, more);
    }

    /** An idle pod that runs but is never ready: no Service sends it anything, whatever its labels. */
    void startUnready(String namespace, String pod, UnaryOperator<PodBuilder> more) {
        create(namespace, pod, IDLE, described -> more.apply(described).editSpec().addNewReadinessGate("twinharbor.io/never")
                .endSpec());
        client.pods().inNamespace(namespace).withName(pod).waitUntilCondition(found -> found != null
                && "Running".equals(found.getStatus().getPhase()), READY_SECONDS, TimeUnit.SECONDS);
    }

    /** A pod that answers HTTP on port 8080 with its own name. */
    Pod startServer(String namespace, String pod, UnaryOperator<PodBuilder> more) {
        var serve = "mkdir /tmp/www && echo " + pod + " >/tmp/www/index.html && exec httpd -f -p 8080 -h /tmp/www";
        return start(namespace, pod, List.of("sh", "-c", serve), more);
    }

    /** Where one of a component's pods is reached without a Service. */
    String address(String namespace, String component) {
        return owned(namespace, component).filter(Readiness::isPodReady).map(pod -> pod.getStatus().getPodIP()).findFirst()
                .orElseThrow();
    }

    /** A component's pods; probes pass for them, but nothing owns those. */
    private Stream<Pod> owned(String namespace, String component) {
        return client.pods().inNamespace(namespace).withLabel(NAME, component).list().getItems().stream()
                .filter(pod -> !pod.getMetadata().getOwnerReferences().isEmpty());
    }

    /** Brings about what a manifest of one object says. */
    void apply(String manifest) {
        client.resource(Serialization.unmarshal(manifest, GenericKubernetesResource.class)).serverSideApply();
    }

    void stop(String namespace, String pod) {
        var found = client.pods().inNamespace(namespace).withName(pod);
        found.withGracePeriod(0).delete();
        found.waitUntilCondition(gone -> gone == null, READY_SECONDS, TimeUnit.SECONDS);
    }

    /** What a command in a pod did. */
    record Outcome(int status, String output) {
    }

    Outcome exec(String namespace, String pod, String script) throws Exception {
        var output = new ByteArrayOutputStream();
        try (ExecWatch running = client.pods().inNamespace(namespace).withName(pod).writingOutput(output).writingError(output)
                .exec("sh", "-c", script)) {
            int status = running.exitCode().get(EXEC_SECONDS, TimeUnit.SECONDS);
            return new Outcome(status, output.toString(StandardCharsets.UTF_8).strip());
        }
    }
}
