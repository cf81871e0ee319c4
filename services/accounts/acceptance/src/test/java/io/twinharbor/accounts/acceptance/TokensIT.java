package io.twinharbor.accounts.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/** What a token has to be like. */
class TokensIT {

    private static final String USER = Client.USERS + "/1";
    private final Issuer issuer = Stand.issuer();

    @Test
    void aGoodTokenIsAccepted() {
        accepted(issuer.token("reader", "reader"));
    }

    @Test
    void anExpiredTokenIsRefused() {
        JwtClaims claims = Issuer.claims("reader", "reader");
        NumericDate past = NumericDate.now();
        past.addSeconds(-60);
        claims.setExpirationTime(past);
        refused(Issuer.sign(claims, issuer.key()));
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        JwtClaims claims = Issuer.claims("reader", "reader");
        claims.setIssuer("http://another.test");
        refused(Issuer.sign(claims, issuer.key()));
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        JwtClaims claims = Issuer.claims("reader", "reader");
        claims.setAudience("billing");
        refused(Issuer.sign(claims, issuer.key()));
    }

    @Test
    void aTokenWithoutAudienceIsRefused() {
        JwtClaims claims = Issuer.claims("reader", "reader");
        claims.unsetClaim("aud");
        refused(Issuer.sign(claims, issuer.key()));
    }

    @Test
    void anUnsignedTokenIsRefused() throws JoseException {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        token.setPayload(Issuer.claims("admin", "admin").toJson());
        refused(token.getCompactSerialization());
    }

    /** The confusion of algorithms: everybody knows the public key. */
    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws JoseException {
        byte[] der = issuer.key().getPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret : new byte[][] {der, pem.getBytes(StandardCharsets.US_ASCII)}) {
            JsonWebSignature token = new JsonWebSignature();
            token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
            token.setKeyIdHeaderValue(issuer.key().getKeyId());
            token.setKey(new HmacKey(secret));
            token.setPayload(Issuer.claims("admin", "admin").toJson());
            refused(token.getCompactSerialization());
        }
    }

    @Test
    void aTokenSignedWithAnotherKeyIsRefused() {
        var stranger = Issuer.newKey();
        refused(Issuer.sign(Issuer.claims("admin", "admin"), stranger));
        stranger.setKeyId(issuer.key().getKeyId());
        refused(Issuer.sign(Issuer.claims("admin", "admin"), stranger));
    }

    @Test
    void aTokenWithChangedClaimsIsRefused() {
        String[] reader = issuer.token("reader", "reader").split("\\.");
        String[] admin = issuer.token("admin", "admin").split("\\.");
        refused(reader[0] + "." + admin[1] + "." + reader[2]);
    }

    @Test
    void aNewKeyOfTheIssuerIsAcceptedWithoutARestart() {
        String before = issuer.token("reader", "reader");
        accepted(before);
        issuer.addKey();
        accepted(issuer.token("reader", "reader"));
        accepted(before);
    }

    @Test
    void whoHasNoneOfTheRolesMayDoNothing() {
        Expect.problem(403, Stand.first().as("visitor").get(USER));
        Expect.problem(403, Stand.first().as("visitor").get(Client.USERS + "/export", "Accept", "text/csv"));
    }

    private static void accepted(String token) {
        Expect.status(200, Stand.first().withToken(token).get(USER));
    }

    private static void refused(String token) {
        Expect.unauthorized(Stand.first().withToken(token).get(USER));
    }
}
