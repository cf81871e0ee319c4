package io.twinharbor.delivery.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * The files of one commit.
 *
 * @param objects of the repository
 * @param commit  null for one without any file
 */
record Snapshot(ObjectReader objects, RevCommit commit) {

    /** What a file says; nothing if there is none. */
    String text(String path) {
        try (TreeWalk file = commit == null ? null : TreeWalk.forPath(objects, path, commit.getTree())) {
            return file == null || file.isSubtree() ? ""
                    : new String(objects.open(file.getObjectId(0)).getCachedBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasFolder(String path) {
        try (TreeWalk folder = commit == null ? null : TreeWalk.forPath(objects, path, commit.getTree())) {
            return folder != null && folder.isSubtree();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> filesBelow(String folder) {
        return commit == null ? List.of() : walk(folder, TreeFilter.ALL, this);
    }

    /** Files in a folder that another commit does not have, or has otherwise. */
    List<String> differencesTo(Snapshot other, String folder) {
        return other.commit == null ? filesBelow(folder) : walk(folder, TreeFilter.ANY_DIFF, this, other);
    }

    private static List<String> walk(String folder, TreeFilter filter, Snapshot... commits) {
        try (TreeWalk files = new TreeWalk(commits[0].objects)) {
            for (Snapshot commit : commits) {
                files.addTree(commit.commit.getTree());
            }
            files.setRecursive(true);
            files.setFilter(AndTreeFilter.create(PathFilter.create(folder), filter));
            List<String> paths = new ArrayList<>();
            while (files.next()) {
                paths.add(files.getPathString());
            }
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
