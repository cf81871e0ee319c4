package io.twinharbor.delivery.deployment;

import jakarta.persistence.EnumeratedValue;

/** What a change of an environment is made for. */
public enum Kind {
    /** It brings other images of the service. */
    RELEASE("release"),
    /** It changes what else the environment is made of. */
    CONFIGURATION("configuration"),
    /** It takes back a change before it. */
    UNDO("undo");

    @EnumeratedValue
    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** As the API and the database have it. */
    public String word() {
        return word;
    }
}
