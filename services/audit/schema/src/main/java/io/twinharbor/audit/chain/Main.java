package io.twinharbor.audit.chain;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;

import io.twinharbor.schema.Database;

/** Holds the chain: {@code verify} finds what was tampered with, {@code seal} signs it, {@code retain} lets old rows go. */
public final class Main {

    private static final String USAGE = """
            Usage: audit-chain verify | seal | retain

              verify  go along the whole chain and say what is not as it was made, and where
              seal    sign the chain as it is now
              retain  let rows go that are older than RETENTION, and sign where what stays begins

            seal and retain verify first, and do nothing if that finds anything. Exit status: 0 done, and whole; 1 not done; 2 not
            understood; 3 tampered with. Environment:
              DB_HOST, DB_PORT, DB_NAME             where the database is (localhost, 5432, audit)
              DB_SSL_MODE, DB_SSL_ROOT_CERT         as PostgreSQL names them, and a PEM file of authorities
                                                    (prefer, the system's)
              DB_READER_PASSWORD                    verify
              DB_OWNER_PASSWORD                     seal, retain
              CHECKPOINT_KEY                        seal, retain: PEM file of the EC private key (PKCS #8) that signs
              CHECKPOINT_PUBLIC_KEY                 PEM file of its public key: without it, signatures are not verified
              EXPECTED_HEAD                         SEQ:HASH of a row, as it was noted elsewhere
              RETENTION                             retain: how long rows are kept, such as P400D
            """;

    private static final int NOT_DONE = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final int TAMPERED = 3;

    private Main() {
    }

    /**
     * @param arguments one command
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv()));
    }

    /** The exit status. */
    static int run(String[] arguments, Map<String, String> environment) {
        String command = arguments.length == 1 ? arguments[0] : "";
        Chain chain = new Chain(new Database(environment));
        try {
            return switch (command) {
                case "--help" -> say(USAGE.stripTrailing());
                case "verify" -> tell(chain.verify());
                case "seal" -> say("audit-chain: " + chain.seal());
                case "retain" -> say("audit-chain: " + chain.retain());
                default -> {
                    System.err.print(USAGE);
                    yield NOT_UNDERSTOOD;
                }
            };
        } catch (Tampered tampered) {
            System.err.println("audit-chain: " + tampered.getMessage());
            return TAMPERED;
        } catch (SQLException | IllegalArgumentException | UncheckedIOException e) {
            System.err.println("audit-chain: " + e.getMessage());
            return NOT_DONE;
        }
    }

    private static int say(String text) {
        System.out.println(text);
        return 0;
    }

    private static int tell(Verification verification) {
        verification.findings().forEach(finding -> System.err.println("audit-chain: " + finding));
        if (verification.isWhole()) {
            return say("audit-chain: " + verification.summary());
        }
        System.err.println("audit-chain: " + verification.summary());
        return TAMPERED;
    }
}
