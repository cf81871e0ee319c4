package io.twinharbor.delivery.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a report asks Thanos: {@code report.yaml}, with its blanks filled in. */
final class Questions {

    private final Map<?, ?> all;

    /**
     * One of it.
     *
     * @param name    what is asked
     * @param unit    of the answer
     * @param wanted  which way of it is good
     * @param isShort whether it is told first
     * @param query   in PromQL, with blanks
     */
    record Question(String name, Unit unit, Wanted wanted, boolean isShort, String query) {

        private static Question of(Map<?, ?> given) {
            String unit = (String) given.get("unit");
            return new Question((String) given.get("name"), unit == null ? Unit.SECONDS : Unit.named(unit),
                    Wanted.named((String) given.get("wanted")), Boolean.TRUE.equals(given.get("short")),
                    (String) given.get("query"));
        }
    }

    Questions() {
        try (InputStream file = Questions.class.getResourceAsStream("/report.yaml")) {
            all = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Question> listed(String list) {
        return ((List<?>) all.get(list)).stream().map(question -> Question.of((Map<?, ?>) question)).toList();
    }

    String single(String... path) {
        Object here = all;
        for (String name : path) {
            here = ((Map<?, ?>) here).get(name);
        }
        return (String) here;
    }

    /** A query without blanks. Names of services and clusters are Kubernetes' own, in which nothing has to be quoted. */
    String filled(String query, Map<String, String> values) {
        String filled = query.replace("${selector}", single("selector")).replace("${pods}", single("pods"));
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }
}
