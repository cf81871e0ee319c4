package io.twinharbor.audit.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * What checkpoints are signed with (ECDSA with SHA-256); either half may be missing where it is not needed.
 *
 * @param secret the half that signs
 * @param open   the half that verifies
 */
record Keys(PrivateKey secret, PublicKey open) {

    private static final String ALGORITHM = "SHA256withECDSA";

    /** The half that signs, from a PEM file (PKCS #8). */
    static Keys toSignWith(Path file) {
        try {
            return new Keys(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(read(file))), null);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is no EC private key in PKCS #8: " + e.getMessage(), e);
        }
    }

    /** The half that verifies, from a PEM file. */
    static Keys toVerifyWith(Path file) {
        try {
            return new Keys(null, KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(read(file))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is no EC public key: " + e.getMessage(), e);
        }
    }

    byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean verifies(byte[] content, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(open);
            signature.update(content);
            return signature.verify(signed);
        } catch (SignatureException e) {
            // Not even of the form of a signature.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Base64.getMimeDecoder().decode(Files.readString(file).replaceAll("-----[A-Z ]+-----", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
