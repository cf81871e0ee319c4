package io.twinharbor.manifests;

import java.util.List;

/** What the NetworkPolicies of a namespace say together. */
final class NetworkPolicies {

    private NetworkPolicies() {
    }

    /** Whether one of them denies to every pod, in and out, whatever no other allows. */
    static boolean denyWhatTheyDoNotName(List<Manifest> objects) {
        return objects.stream().filter(object -> object.kind().equals("NetworkPolicy"))
                .map(policy -> policy.object().path("spec"))
                .anyMatch(spec -> spec.path("podSelector").isEmpty() && spec.path("policyTypes").size() == 2
                        && !spec.has("ingress") && !spec.has("egress"));
    }
}
