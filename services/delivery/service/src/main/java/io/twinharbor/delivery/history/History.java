package io.twinharbor.delivery.history;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.twinharbor.delivery.deployment.Kind;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Finds in the desired state's history what was to be deployed where: by the digests and trailers that {@code tekton/scripts}
 * leave there.
 */
public final class History {

    private final List<String> known = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final Map<String, Request.Build> builds = new HashMap<>();
    private final Map<Overlay, Had> had = new HashMap<>();

    /** The versions that an environment has had, in the order in which they first came, and what brought the last one. */
    private record Had(List<String> versions, String broughtBy) {

        boolean isOlder(String version, String than) {
            int place = versions.indexOf(version);
            return place >= 0 && place < versions.indexOf(than);
        }
    }

    /** Reads up to a commit what it has not read before; a history that was written anew is read anew. */
    public Line read(Repository repository, ObjectId tip) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            List<RevCommit> line = line(walk, tip);
            if (known.size() > line.size()
                    || !known.isEmpty() && !line.get(known.size() - 1).name().equals(known.get(known.size() - 1))) {
                forget();
            }
            Snapshot before = new Snapshot(walk.getObjectReader(), known.isEmpty() ? null : line.get(known.size() - 1));
            for (RevCommit commit : line.subList(known.size(), line.size())) {
                Snapshot now = new Snapshot(walk.getObjectReader(), commit);
                requests.addAll(requests(repository, walk, before, now));
                known.add(commit.name());
                before = now;
            }
            Map<String, Integer> places = new HashMap<>();
            known.forEach(commit -> places.put(commit, places.size()));
            Map<String, List<String>> environments = new TreeMap<>();
            Overlay.at(before).forEach((service, overlays) ->
                    environments.put(service, overlays.stream().map(Overlay::environment).toList()));
            return new Line(places, List.copyOf(requests), environments);
        }
    }

    private void forget() {
        known.clear();
        requests.clear();
        builds.clear();
        had.clear();
    }

    private static List<RevCommit> line(RevWalk walk, ObjectId tip) throws IOException {
        List<RevCommit> line = new ArrayList<>();
        RevCommit commit = walk.parseCommit(tip);
        while (commit != null) {
            line.add(commit);
            commit = commit.getParentCount() == 0 ? null : walk.parseCommit(commit.getParent(0));
        }
        Collections.reverse(line);
        return line;
    }

    private List<Request> requests(Repository repository, RevWalk walk, Snapshot before, Snapshot now) throws IOException {
        List<String> touched = now.differencesTo(before, Overlay.FOLDER).stream().filter(path -> !path.endsWith(".md")).toList();
        if (touched.isEmpty()) {
            return List.of();
        }
        List<Request> found = new ArrayList<>();
        Map<String, List<Overlay>> earlier = Overlay.at(before);
        for (List<Overlay> overlays : Overlay.at(now).values()) {
            for (Overlay overlay : overlays) {
                if (isTouched(overlay, touched, before, now)) {
                    Map<String, String> images = Overlay.promoted(overlay, overlays, now);
                    Map<String, String> replaced =
                            Overlay.promoted(overlay, earlier.getOrDefault(overlay.service(), List.of()), before);
                    if (overlay.environment().equals(Overlay.STAGING)) {
                        keepBuild(walk, now.commit(), images);
                    }
                    found.add(request(repository, walk, overlay, now.commit(), images, replaced));
                }
            }
        }
        return found;
    }

    private static boolean isTouched(Overlay overlay, List<String> touched, Snapshot before, Snapshot now) {
        Set<String> folders = new LinkedHashSet<>(Composition.of(overlay, now));
        folders.addAll(Composition.of(overlay, before));
        return touched.stream().anyMatch(path -> folders.stream().anyMatch(folder -> path.startsWith(folder + "/")));
    }

    /** The first that has a digest has brought it; whoever has it later has it from there. */
    private void keepBuild(RevWalk walk, RevCommit commit, Map<String, String> images) throws IOException {
        Optional<String> revision = Words.builtFrom(commit.getFullMessage());
        if (revision.isPresent()) {
            Instant mergedAt = commit(walk, revision.get()).map(Times::committed).orElse(null);
            Request.Build build = new Request.Build(revision.get(), mergedAt, Times.committed(commit));
            images.values().forEach(digest -> builds.putIfAbsent(digest, build));
        }
    }

    private Request request(Repository repository, RevWalk walk, Overlay overlay, RevCommit commit, Map<String, String> images,
            Map<String, String> replaced) throws IOException {
        String message = commit.getFullMessage();
        Optional<String> undoes = Words.takesBack(message);
        if (undoes.isEmpty()) {
            // It may have come by a pull request, whose merge does not repeat it.
            for (RevCommit merged : Merged.by(repository, commit, Overlay.FOLDER)) {
                message = merged.getFullMessage();
                undoes = undoes.or(() -> Words.takesBack(merged.getFullMessage()));
            }
        }
        String version = version(images);
        Had before = had.getOrDefault(overlay, new Had(List.of(), null));
        // A cluster follows the one before it without a word, also back.
        if (undoes.isEmpty() && before.isOlder(version, version(replaced))) {
            undoes = Optional.ofNullable(before.broughtBy());
        }
        Kind kind = undoes.isPresent() ? Kind.UNDO : images.equals(replaced) ? Kind.CONFIGURATION : Kind.RELEASE;
        if (kind == Kind.RELEASE) {
            List<String> versions = new ArrayList<>(before.versions());
            versions.add(version);
            had.put(overlay, new Had(versions, commit.name()));
        }
        Instant handedOnAt = Times.committed(
                commit.getParentCount() > 1 ? walk.parseCommit(commit.getParent(1)) : commit);
        return new Request(overlay.service(), overlay.environment(), commit.name(), Times.committed(commit), handedOnAt, kind,
                undoes.orElse(null), undoes.isPresent() ? Words.reason(message) : "", version, build(images),
                build(replaced));
    }

    private Request.Build build(Map<String, String> images) {
        return images.values().stream().map(builds::get).filter(build -> build != null).findFirst().orElse(null);
    }

    private static String version(Map<String, String> images) {
        return images.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(image -> image.getKey() + "@" + image.getValue()).collect(Collectors.joining(" "));
    }

    private static Optional<RevCommit> commit(RevWalk walk, String name) throws IOException {
        try {
            return Optional.of(walk.parseCommit(ObjectId.fromString(name)));
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }
}
