package io.twinharbor.manifests;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What every IngressRoute has to keep; each has an example in {@code bad/} that breaks it and nothing else. */
enum RouteRule {

    HAS_EACH_RULE_ONCE("has one rule twice, and Traefik keeps one of the two", routes -> routes.stream()
            .map(route -> route.path("match").asString()).distinct().count() == routes.size()),

    LEADS_FROM_A_NAME_OF_ITS_SETTING("leads from a name that stands in a base for those of a setting", routes -> routes.stream()
            .noneMatch(route -> route.path("match").asString().contains(".example.org`"))),

    SAYS_THAT_NOBODY_IS_READY("has nothing that answers while no pod is ready", routes -> routes.stream()
            .noneMatch(RouteRule::leadsToPods) || routes.stream().anyMatch(route -> names(route, "not-ready@file")));

    private final String fault;
    private final Predicate<List<JsonNode>> kept;

    RouteRule(String fault, Predicate<List<JsonNode>> kept) {
        this.fault = fault;
        this.kept = kept;
    }

    boolean isKept(Manifest ingressRoute) {
        return kept.test(of(ingressRoute).toList());
    }

    String fault() {
        return fault;
    }

    /** The file with the example. */
    String example() {
        return "route-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".yaml";
    }

    static Stream<JsonNode> of(Manifest ingressRoute) {
        return stream(ingressRoute.object().at("/spec/routes"));
    }

    /** Not to something of Traefik's own. */
    static boolean leadsToPods(JsonNode route) {
        return stream(route.path("services")).anyMatch(service -> service.path("kind").asString("Service").equals("Service"));
    }

    static boolean names(JsonNode route, String middleware) {
        return stream(route.path("middlewares")).anyMatch(used -> used.path("name").asString().equals(middleware));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
