package io.twinharbor.audit.chain;

import java.util.HexFormat;

/** Hashes as people read them. */
final class Hashes {

    private Hashes() {
    }

    /** What the first row is bound to. */
    static byte[] none() {
        return new byte[32];
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
