package io.twinharbor.accounts.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.microshed.testing.jwt.JwtBuilder;

/** Issues tokens, and serves the public keys to check them: its own and the one that MicroShed signs with. */
final class Issuer {

    static final String NAME = "http://issuer.test";
    static final String AUDIENCE = "accounts";
    private static final String MICROSHED_KEY_ID = "keyid";

    private final HttpServer server;
    private final List<RsaJsonWebKey> keys = new CopyOnWriteArrayList<>();

    Issuer() throws IOException {
        addKey();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", exchange -> {
            byte[] body = keySet().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private String keySet() {
        JsonWebKeySet set = new JsonWebKeySet();
        keys.forEach(set::addJsonWebKey);
        set.addJsonWebKey(microShedKey());
        return set.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private static JsonWebKey microShedKey() {
        try {
            String pem = JwtBuilder.getPublicKey().replaceAll("-----[A-Z ]+-----|\\s", "");
            PublicKey key = KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem)));
            JsonWebKey json = JsonWebKey.Factory.newJwk(key);
            json.setKeyId(MICROSHED_KEY_ID);
            json.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            json.setUse("sig");
            return json;
        } catch (java.security.GeneralSecurityException | JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    String keysUrl() {
        return "http://localhost:" + server.getAddress().getPort() + "/keys";
    }

    /** From now on tokens are signed with a new key; the old ones stay valid. */
    void addKey() {
        keys.add(0, newKey());
    }

    static RsaJsonWebKey newKey() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(UUID.randomUUID().toString());
            key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            key.setUse("sig");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    RsaJsonWebKey key() {
        return keys.get(0);
    }

    /** A good token for ten minutes. */
    String token(String name, String... roles) {
        return sign(claims(name, roles), key());
    }

    /** The claims of a good token, for tests to spoil. */
    static JwtClaims claims(String name, String... roles) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(NAME);
        claims.setAudience(AUDIENCE);
        claims.setSubject(name);
        claims.setStringClaim("upn", name);
        claims.setStringListClaim("groups", roles);
        claims.setGeneratedJwtId();
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        return claims;
    }

    static String sign(JwtClaims claims, RsaJsonWebKey key) {
        JsonWebSignature token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setKey(key.getPrivateKey());
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    void stop() {
        server.stop(0);
    }
}
