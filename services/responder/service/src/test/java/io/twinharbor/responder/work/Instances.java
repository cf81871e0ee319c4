package io.twinharbor.responder.work;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.twinharbor.responder.Shipped;
import io.twinharbor.responder.action.Action;
import io.twinharbor.responder.action.Actions;
import io.twinharbor.responder.action.Clusters;
import io.twinharbor.responder.action.Order;
import io.twinharbor.responder.catalogue.CatalogueFile;
import io.twinharbor.responder.catalogue.Kind;
import io.twinharbor.responder.guard.Guards;
import io.twinharbor.responder.guard.Mode;
import io.twinharbor.responder.incident.Investigator;
import io.twinharbor.responder.ledger.Decisions;
import io.twinharbor.responder.ledger.Incident;
import io.twinharbor.responder.ledger.Incidents;
import io.twinharbor.responder.ledger.Stops;
import io.twinharbor.responder.ledger.Trial;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Instances of the service on one database, which write down what they would have the cluster do. */
final class Instances {

    private final Trial trial;
    private final List<String> done = new CopyOnWriteArrayList<>();
    private Guards.Question question = query -> true;
    private volatile Runnable meanwhile = () -> { };

    Instances(Trial trial) {
        this.trial = trial;
    }

    /** What the cluster has been asked for, by all of them. */
    List<String> done() {
        return done;
    }

    /** What happens right after the cluster has been asked. */
    void during(Runnable happening) {
        meanwhile = happening;
    }

    /** How Thanos answers. */
    void answering(Guards.Question answer) {
        question = answer;
    }

    Responder make(String instance, Mode mode) throws IOException {
        Clusters clusters = new Clusters("east", Path.of("target/no-other-clusters")) {

            @Override
            public KubernetesClient client(String cluster) {
                return null;
            }
        };
        Incidents incidents = new Incidents(trial.store());
        Investigator investigator = new Investigator(incidents, null, null, null, null, null) {

            @Override
            public void keepTraces(Incident incident) {
                // None to keep.
            }
        };
        Guards guards = new Guards(CatalogueFile.read(Shipped.catalogue()), mode, 10, clusters::reaches, question,
                Clock.systemUTC());
        return new Responder(incidents, new Decisions(trial.store()), new Stops(trial.store()), guards,
                new Actions(List.of(recorded(Kind.RESTART_POD), recorded(Kind.BACK_UP_DATABASE))), clusters, investigator,
                new Numbers(nothing(MetricRegistry.class)), instance);
    }

    private Action recorded(Kind kind) {
        return new Action() {

            @Override
            public Kind kind() {
                return kind;
            }

            @Override
            public String perform(Order order) {
                done.add(kind.id() + " " + order.target() + (order.dryRun() ? " (dry run)" : ""));
                meanwhile.run();
                return "as it was told";
            }
        };
    }

    /** Something that keeps nothing of what it is told. */
    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> method.getReturnType().isInterface() ? nothing(method.getReturnType()) : null));
    }
}
