package io.twinharbor.delivery.deployment;

import jakarta.persistence.EnumeratedValue;

/** From where it is known how a deployment went. */
public enum Evidence {
    /** Argo CD told of it. */
    NOTIFICATION("notification"),
    /** A cluster's objects showed it, after a notification was missed. */
    CLUSTER("cluster"),
    /** Git shows what followed: the next environment got it, or it was undone. */
    GIT("git"),
    /** Nobody watches: what was asked for is taken to have come true at once, unless it was undone. */
    ASSUMPTION("assumption");

    @EnumeratedValue
    private final String word;

    Evidence(String word) {
        this.word = word;
    }

    /** As the API and the database have it. */
    public String word() {
        return word;
    }
}
