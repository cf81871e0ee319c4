package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A certificate for a name that its authority may not sign for is issued, and then nobody believes it. */
class CertificatesTest {

    private static final Path SETTING = Path.of(System.getProperty("repository"),
            "ansible/inventories/lab/group_vars/all/main.yaml");

    @Test
    void inTheLabCertificatesAreForNamesThatTheClustersAuthoritiesMaySignFor() {
        var ofTheLab = Manifest.all().stream().filter(manifest -> !manifest.isForOpenShift()).toList();
        assertEquals(List.of(), faults(ofTheLab));
    }

    @Test
    void aNameThatTheyMayNotSignForIsFound() {
        assertEquals(List.of("/bad/certificate-for-a-foreign-name.yaml: Certificate foreign for accounts-preview"),
                faults(Examples.read("certificate-for-a-foreign-name.yaml")));
    }

    private static List<String> faults(List<Manifest> manifests) {
        List<String> within = namesOfClusters();
        return Manifest.ofKind(manifests, "Certificate").flatMap(certificate -> certificate.object().at("/spec/dnsNames")
                .valueStream().map(JsonNode::asString).filter(name -> within.stream().noneMatch(("." + name)::endsWith))
                .map(name -> certificate + " for " + name)).toList();
    }

    private static List<String> namesOfClusters() {
        JsonNode setting = Manifest.read("lab", SETTING).get(0).object();
        Stream<String> names = setting.path("cluster_names").valueStream().map(JsonNode::asString);
        return names.map(name -> "." + name.replace("{{ dns_zone }}", setting.path("dns_zone").asString())).toList();
    }
}
