package io.twinharbor.manifests;

import com.googlecode.aviator.runtime.type.AviatorBoolean;
import com.googlecode.aviator.runtime.type.AviatorObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.casbin.jcasbin.persist.file_adapter.FileAdapter;
import org.casbin.jcasbin.util.function.CustomFunction;

/** Who may do what, decided as Argo CD does: its model, and its globs, in which {@code *} stands for slashes, too. */
final class Policy {

    private static final String MODEL = """
            [request_definition]
            r = sub, res, act, obj
            [policy_definition]
            p = sub, res, act, obj, eft
            [role_definition]
            g = _, _
            [policy_effect]
            e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
            [matchers]
            m = g(r.sub, p.sub) && globMatch(r.res, p.res) && globMatch(r.act, p.act) && globMatch(r.obj, p.obj)
            """;

    private final Enforcer enforcer;

    /** That of an argocd-rbac-cm; {@code policy.csv} comes first, then those of overlays by name. */
    Policy(Manifest configMap) {
        var data = configMap.object().path("data");
        Map<String, String> parts = new TreeMap<>();
        data.properties().stream().filter(entry -> entry.getKey().matches("policy\\.(.+\\.)?csv"))
                .forEach(entry -> parts.put(entry.getKey().equals("policy.csv") ? "" : entry.getKey(),
                        entry.getValue().asString()));
        var model = new Model();
        model.loadModelFromText(MODEL);
        enforcer = new Enforcer(model, new FileAdapter(new ByteArrayInputStream(
                String.join("\n", parts.values()).getBytes(StandardCharsets.UTF_8))));
        enforcer.addFunction("globMatch", new GlobMatch());
    }

    boolean allows(String subject, String resource, String action, String object) {
        return enforcer.enforce(subject, resource, action, object);
    }

    private static final class GlobMatch extends CustomFunction {

        @Override
        public String getName() {
            return "globMatch";
        }

        @Override
        public AviatorObject call(Map<String, Object> environment, AviatorObject value, AviatorObject pattern) {
            return AviatorBoolean.valueOf(Glob.matches((String) pattern.getValue(environment),
                    (String) value.getValue(environment)));
        }
    }
}
