package io.twinharbor.accounts.acceptance;

import java.util.UUID;

/** Addresses of users that one run of the tests has for itself, however often they run on the same directory. */
final class Addresses {

    /** What all of them begin with, in small letters. */
    static final String PREFIX = "acceptance-" + UUID.randomUUID().toString().substring(0, 8) + "-";

    private Addresses() {
    }

    static String of(String name) {
        return PREFIX + name + "@example.org";
    }

    /** JSON of a user who has nothing but such an address. */
    static String user(String name) {
        return "{\"email\":\"" + of(name) + "\"}";
    }
}
