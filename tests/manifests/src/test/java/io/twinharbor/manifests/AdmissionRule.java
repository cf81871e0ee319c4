package io.twinharbor.manifests;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What keeps unsigned images out of production; each has an example in {@code bad/} that breaks it and nothing else. */
enum AdmissionRule {

    PRODUCTION_IS_VERIFIED("verifies images in other namespaces than those of production", objects -> production(objects)
            .equals(Manifest.ofKind(objects, "Namespace").filter(AdmissionRule::isVerified).map(Manifest::name)
                    .collect(Collectors.toSet()))),

    OURS_NEED_A_SIGNATURE("has an image in production that no policy holds against a key", objects -> images(objects)
            .allMatch(image -> {
                var policies = Manifest.ofKind(objects, "ClusterImagePolicy").filter(policy -> isAbout(policy, image)).toList();
                return policies.stream().allMatch(AdmissionRule::isEnforced)
                        && policies.stream().anyMatch(AdmissionRule::asksForASignature);
            })),

    OURS_SAY_WHAT_IS_IN_THEM("has an image in production of which no policy asks what is in it and what it was made of",
            objects -> images(objects).allMatch(image -> Manifest.ofKind(objects, "ClusterImagePolicy")
                    .filter(policy -> isAbout(policy, image)).anyMatch(AdmissionRule::asksForDescriptions))),

    NOTHING_ELSE_GETS_IN("lets in what no policy names, or what nobody could be asked about", objects ->
            Manifest.ofKind(objects, "ConfigMap").filter(map -> map.name().equals("config-policy-controller"))
                    .anyMatch(map -> map.object().at("/data/no-match-policy").asString("").equals("deny"))
                    && Stream.of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration").allMatch(kind ->
                    Manifest.ofKind(objects, kind).filter(webhook -> webhook.name().equals("policy.sigstore.dev"))
                            .anyMatch(AdmissionRule::refusesUnanswered)));

    private static final String OPTED_IN = "policy.sigstore.dev/include";
    private static final Set<String> DESCRIPTIONS = Set.of("https://spdx.dev/Document", "https://slsa.dev/provenance/v1");

    private final String fault;
    private final Predicate<List<Manifest>> kept;

    AdmissionRule(String fault, Predicate<List<Manifest>> kept) {
        this.fault = fault;
        this.kept = kept;
    }

    boolean isKept(List<Manifest> objects) {
        return kept.test(objects);
    }

    String fault() {
        return fault;
    }

    /** The file with the example. */
    String example() {
        return "admission-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".yaml";
    }

    /** Namespaces that the project of that name lets services into. */
    private static Set<String> production(List<Manifest> objects) {
        return Manifest.ofKind(objects, "AppProject").filter(project -> project.name().equals("production"))
                .flatMap(project -> stream(project.object().at("/spec/destinations")))
                .map(destination -> destination.path("namespace").asString()).collect(Collectors.toSet());
    }

    private static boolean isVerified(Manifest namespace) {
        return namespace.object().at("/metadata/labels").path(OPTED_IN).asString("").equals("true");
    }

    /** Of whatever makes pods there. */
    private static Stream<String> images(List<Manifest> objects) {
        var namespaces = production(objects);
        return objects.stream().filter(object -> namespaces.contains(object.namespace()))
                .flatMap(object -> Workload.of(object).stream()).flatMap(Workload::allContainers)
                .map(container -> container.path("image").asString(""));
    }

    /** Where attestations are asked for, an image's own signature is not. */
    private static boolean asksForASignature(Manifest policy) {
        return isEnforced(policy) && stream(policy.object().at("/spec/authorities"))
                .noneMatch(authority -> authority.has("attestations"));
    }

    /** Any one of its authorities is enough for a policy. */
    private static boolean asksForDescriptions(Manifest policy) {
        return isEnforced(policy) && stream(policy.object().at("/spec/authorities"))
                .allMatch(authority -> stream(authority.path("attestations"))
                        .map(attestation -> attestation.path("predicateType").asString(""))
                        .collect(Collectors.toSet()).containsAll(DESCRIPTIONS));
    }

    /** One star stands for anything but a slash, two for anything. */
    private static boolean isAbout(Manifest policy, String image) {
        return stream(policy.object().at("/spec/images")).map(pattern -> pattern.path("glob").asString())
                .anyMatch(glob -> image.replaceFirst("@.*", "").matches(Pattern.quote(glob)
                        .replace("**", "\\E.{0,}\\Q").replace("*", "\\E[^/]*\\Q")));
    }

    private static boolean isEnforced(Manifest policy) {
        var spec = policy.object().path("spec");
        return spec.path("mode").asString("enforce").equals("enforce") && !spec.path("authorities").isEmpty()
                && stream(spec.path("authorities")).allMatch(authority -> authority.has("key"));
    }

    private static boolean refusesUnanswered(Manifest webhooks) {
        return stream(webhooks.object().path("webhooks")).allMatch(webhook ->
                webhook.path("failurePolicy").asString("").equals("Fail")
                        && stream(webhook.at("/namespaceSelector/matchExpressions")).anyMatch(expression ->
                        expression.path("key").asString().equals(OPTED_IN)
                                && expression.path("values").toString().equals("[\"true\"]")));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
