package io.twinharbor.manifests;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns in which {@code *} stands for anything, slashes too, as Argo CD's policies and projects have them. */
final class Glob {

    private Glob() {
    }

    static boolean matches(String pattern, String text) {
        return text.matches(Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
