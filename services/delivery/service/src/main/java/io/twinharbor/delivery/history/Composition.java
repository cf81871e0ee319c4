package io.twinharbor.delivery.history;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Which folders an environment is made of, as Kustomize goes from its overlay to bases and components. */
final class Composition {

    private Composition() {
    }

    static Set<String> of(Overlay overlay, Snapshot commit) {
        Set<String> folders = new LinkedHashSet<>();
        add(folders, overlay.folder(), commit);
        return folders;
    }

    private static void add(Set<String> folders, String folder, Snapshot commit) {
        if (!commit.hasFolder(folder) || !folders.add(folder)) {
            return;
        }
        Object kustomization = parsed(commit.text(folder + "/kustomization.yaml"));
        for (String list : List.of("resources", "components")) {
            if (kustomization instanceof Map<?, ?> map && map.get(list) instanceof List<?> entries) {
                // An address of another repository leads nowhere here, and a file is in the folder already.
                entries.forEach(entry -> add(folders, Path.of(folder, entry.toString()).normalize().toString(), commit));
            }
        }
    }

    /** One that cannot be read brings nothing: Argo CD will say so, and not a list of what it was made of. */
    private static Object parsed(String text) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (YAMLException e) {
            return Map.of();
        }
    }
}
