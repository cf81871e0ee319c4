package io.twinharbor.responder.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.twinharbor.responder.catalogue.Entry;
import io.twinharbor.responder.catalogue.Kind;
import io.twinharbor.responder.catalogue.Target;
import io.twinharbor.responder.catalogue.Template;
import org.junit.jupiter.api.Test;

/** What each action asks of the API, and when it does not. */
@EnableKubernetesMockClient(crud = true)
class ActionsTest {

    private static final UUID INCIDENT = UUID.fromString("3f2c91a0-0000-4000-8000-000000000000");

    private KubernetesMockServer server;
    private KubernetesClient client;

    @Test
    void aPodIsEvictedByItsUid() throws InterruptedException {
        client.resource(new PodBuilder().withNewMetadata().withName("web-1").withNamespace("shop").withUid("u-1")
                .addNewOwnerReference().withApiVersion("apps/v1").withKind("ReplicaSet").withName("web").withUid("u-2")
                .withController(true).endOwnerReference().endMetadata().build()).create();
        server.expect().post().withPath("/api/v1/namespaces/shop/pods/web-1/eviction").andReturn(201, "{}").once();
        String result = new RestartPod().perform(order(Kind.RESTART_POD, "Pod", "web-1", Map.of(), false));
        assertEquals("evicted; ReplicaSet web makes it anew", result);
        String asked = server.getLastRequest().getBody().readUtf8();
        assertTrue(asked.contains("\"uid\":\"" + client.pods().inNamespace("shop").withName("web-1").get().getMetadata().getUid()
                + "\""), asked);
    }

    @Test
    void aPodThatNobodyMakesAnewStays() {
        client.resource(new PodBuilder().withNewMetadata().withName("alone").withNamespace("shop").endMetadata().build())
                .create();
        fails("nothing would make it anew", new RestartPod(), order(Kind.RESTART_POD, "Pod", "alone", Map.of(), false));
        fails("there is no such pod any more", new RestartPod(), order(Kind.RESTART_POD, "Pod", "gone", Map.of(), false));
    }

    @Test
    void anAutoscalerMayMakeMorePodsUntilTheMost() {
        client.resource(new HorizontalPodAutoscalerBuilder().withNewMetadata().withName("web").withNamespace("shop").endMetadata()
                .withNewSpec().withMinReplicas(2).withMaxReplicas(5).endSpec().build()).create();
        Order order = order(Kind.SCALE, "HorizontalPodAutoscaler", "web", Map.of("by", "2", "most", "6"), false);
        assertEquals("it may make 6 pods instead of 5", new Scale().perform(order));
        assertEquals(6, client.autoscaling().v2().horizontalPodAutoscalers().inNamespace("shop").withName("web").get().getSpec()
                .getMaxReplicas());
        fails("it may make 6 pods, and 6 are the most", new Scale(), order);
    }

    @Test
    void aDryRunIsOneForTheApi() throws InterruptedException {
        client.resource(new HorizontalPodAutoscalerBuilder().withNewMetadata().withName("web").withNamespace("shop").endMetadata()
                .withNewSpec().withMinReplicas(2).withMaxReplicas(5).endSpec().build()).create();
        new Scale().perform(order(Kind.SCALE, "HorizontalPodAutoscaler", "web", Map.of("by", "2", "most", "6"), true));
        String path = server.getLastRequest().getPath();
        assertTrue(path.contains("dryRun=All") && path.contains("fieldManager=responder"), path);
        new BackUpDatabase().perform(order(Kind.BACK_UP_DATABASE, "Cluster", "db", Map.of("plugin", "archive"), true));
        assertTrue(server.getLastRequest().getPath().contains("dryRun=All"), server.getLastRequest().getPath());
    }

    @Test
    void aReleaseUnderWayIsGivenUp() {
        rollout(Map.of("currentPodHash", "new", "stableRS", "old"));
        assertEquals("version new is given up: old goes on serving",
                new AbortRollout().perform(order(Kind.ABORT_ROLLOUT, "Rollout", "web", Map.of(), false)));
        assertEquals(true, client.genericKubernetesResources(Rollouts.KIND).inNamespace("shop").withName("web").get()
                .get("status", "abort"));
        assertEquals("it has been given up by itself: version old serves",
                new AbortRollout().perform(order(Kind.ABORT_ROLLOUT, "Rollout", "web", Map.of(), false)));
    }

    @Test
    void withoutAReleaseUnderWayThereIsNothingToGiveUp() {
        rollout(Map.of("currentPodHash", "same", "stableRS", "same"));
        fails("no release is under way", new AbortRollout(), order(Kind.ABORT_ROLLOUT, "Rollout", "web", Map.of(), false));
    }

    @Test
    void aReleaseThatHasJustEndedIsTakenBack() {
        String uid = rollout(Map.of("currentPodHash", "new", "stableRS", "new"));
        version(uid, 1, "old");
        version(uid, 2, "new");
        version("another", 3, "foreign");
        Order order = order(Kind.UNDO_ROLLOUT, "Rollout", "web", Map.of("within", "PT30M"), false);
        assertEquals("revision 1 comes back in place of 2", new UndoRollout().perform(order));
        GenericKubernetesResource rollout = client.genericKubernetesResources(Rollouts.KIND).inNamespace("shop")
                .withName("web").get();
        assertEquals("old", rollout.get("spec", "template", "metadata", "labels", "version"));
        assertNull(rollout.get("spec", "template", "metadata", "labels", Rollouts.HASH));
    }

    @Test
    void aReleaseThatUsersHaveHadForLongStays() {
        String uid = rollout(Map.of("currentPodHash", "new", "stableRS", "new"));
        Order order = order(Kind.UNDO_ROLLOUT, "Rollout", "web", Map.of("within", "PT0S"), false);
        version(uid, 2, "new");
        fails("there is no version before", new UndoRollout(), order);
        version(uid, 1, "old");
        fails("its last release is older than PT0S", new UndoRollout(), order);
    }

    @Test
    void aClusterLeavesTheEdgeByARouteOfItsOwn() {
        Order order = leaving("west");
        assertTrue(leaveEdge("west").perform(order).startsWith("it is taken out, until"));
        assertTrue(leaveEdge("west").perform(order).startsWith("it had been taken out before, until"));
        var route = client.genericKubernetesResources(LeaveEdge.ROUTE).inNamespace("traefik").withName("left-edge").get();
        assertEquals("Path(`/ready`)", route.get("spec", "routes", 0, "match"));
        assertEquals(INCIDENT.toString(), route.getMetadata().getAnnotations().get("twinharbor.io/incident"));
    }

    @Test
    void aClusterThatHasLeftTheEdgeTakesNoOtherOut() {
        assertTrue(leaveEdge("east").perform(leaving("west")).startsWith("it is taken out, until"));
        // Both have one API here: now the route is in the own cluster, too.
        fails("this cluster has left the edge itself (IngressRoute traefik/left-edge): without the other one nobody would serve",
                leaveEdge("east"), leaving("west"));
    }

    @Test
    void aVolumeGrowsAsFarAsItMay() {
        volume(true);
        Order order = order(Kind.EXPAND_VOLUME, "PersistentVolumeClaim", "data",
                Map.of("byPercent", "50", "most", "2500Mi"), false);
        assertEquals("2500 MiB are asked for instead of 2048", new ExpandVolume().perform(order));
        assertEquals(new Quantity("2500Mi"), client.persistentVolumeClaims().inNamespace("shop").withName("data").get().getSpec()
                .getResources().getRequests().get("storage"));
        fails("it has 2500 MiB, and 2500 are the most", new ExpandVolume(), order);
    }

    @Test
    void aVolumeWhoseClassLetsNoneGrowStays() {
        volume(false);
        fails("the storage class local lets no volume grow", new ExpandVolume(),
                order(Kind.EXPAND_VOLUME, "PersistentVolumeClaim", "data", Map.of("byPercent", "50", "most", "9Gi"), false));
    }

    @Test
    void aBackupIsAskedForOnceHoweverOftenItIsDone() {
        Order order = order(Kind.BACK_UP_DATABASE, "Cluster", "db", Map.of("plugin", "archive"), false);
        assertEquals("Backup shop/responder-" + INCIDENT + " is asked for", new BackUpDatabase().perform(order));
        assertEquals("Backup shop/responder-" + INCIDENT + " is asked for already", new BackUpDatabase().perform(order));
        var backups = client.genericKubernetesResources(BackUpDatabase.BACKUP).inNamespace("shop").list().getItems();
        assertEquals(List.of("db"), backups.stream().map(backup -> (Object) backup.get("spec", "cluster", "name")).toList());
    }

    @Test
    void aNamespaceIsBackedUpByVelero() {
        new BackUpNamespace().perform(order(Kind.BACK_UP_NAMESPACE, "Namespace", "shop",
                Map.of("namespace", "velero", "keptFor", "72h"), false));
        var backup = client.genericKubernetesResources(BackUpNamespace.BACKUP).inNamespace("velero").list().getItems().get(0);
        assertEquals(List.of("shop"), backup.get("spec", "includedNamespaces"));
    }

    private LeaveEdge leaveEdge(String here) {
        return new LeaveEdge(new Clusters(here, Path.of("target/no-other-clusters")) {

            @Override
            public KubernetesClient client(String cluster) {
                assertEquals(here, cluster);
                return client;
            }
        });
    }

    private Order leaving(String cluster) {
        return new Order(client, entry(Kind.LEAVE_EDGE, Map.of("namespace", "traefik", "match", "Path(`/ready`)",
                "entryPoint", "https", "middleware", "not-ready@file", "service", "problem@file")),
                new Target(cluster, "Cluster", "", cluster), INCIDENT, false);
    }

    private static void fails(String why, Action action, Order order) {
        assertEquals(why, assertThrows(ActionFailed.class, () -> action.perform(order)).getMessage());
    }

    private void volume(boolean grows) {
        client.resource(new StorageClassBuilder().withNewMetadata().withName("local").endMetadata().withProvisioner("local")
                .withAllowVolumeExpansion(grows).build()).create();
        client.resource(new PersistentVolumeClaimBuilder().withNewMetadata().withName("data").withNamespace("shop").endMetadata()
                .withNewSpec().withStorageClassName("local").withNewResources().addToRequests("storage", new Quantity("2Gi"))
                .endResources().endSpec().build()).create();
    }

    private String rollout(Map<String, Object> status) {
        return client.genericKubernetesResources(Rollouts.KIND).inNamespace("shop").resource(
                new GenericKubernetesResourceBuilder().withApiVersion("argoproj.io/v1alpha1").withKind("Rollout")
                .withNewMetadata().withName("web").withNamespace("shop").endMetadata()
                .withAdditionalProperties(Map.of("spec", Map.of("template", Map.of("metadata", Map.of())), "status", status))
                .build()).create().getMetadata().getUid();
    }

    private void version(String owner, int revision, String version) {
        client.resource(new ReplicaSetBuilder().withNewMetadata().withName("web-" + version).withNamespace("shop")
                .addToAnnotations(Rollouts.REVISION, Integer.toString(revision)).addNewOwnerReference().withKind("Rollout")
                .withApiVersion("argoproj.io/v1alpha1").withName("web").withUid(owner).endOwnerReference().endMetadata()
                .withNewSpec().withNewTemplate().withNewMetadata().addToLabels(Rollouts.HASH, version)
                .addToLabels("version", version).endMetadata().endTemplate().endSpec().build()).create();
    }

    private Order order(Kind kind, String of, String name, Map<String, String> with, boolean dryRun) {
        return new Order(client, entry(kind, with), new Target("east", of, of.equals("Namespace") ? "" : "shop", name), INCIDENT,
                dryRun);
    }

    private static Entry entry(Kind kind, Map<String, String> with) {
        Template any = new Template("any");
        return new Entry(kind.id(), kind, new Entry.Aim(any, any, any, "$"), List.of(), List.of(),
                new Entry.Limit(1, Duration.ofHours(1)), Duration.ofHours(1), false, with);
    }
}
