package io.twinharbor.delivery.schema;

import java.sql.SQLException;
import java.util.List;

import org.flywaydb.core.api.FlywayException;

/** Brings the delivery database up to date: {@code provision} as an administrator, {@code migrate} as its owner. */
public final class Main {

    private static final String USAGE = """
            Usage: delivery-schema [provision] [migrate]

              provision  create the database and its roles, or bring their passwords up to date
              migrate    bring the tables to this version

            Both may be repeated at will. Environment:
              DB_HOST, DB_PORT, DB_NAME             where the database is (localhost, 5432, delivery)
              DB_SSL_MODE, DB_SSL_ROOT_CERT         as PostgreSQL names them, and a PEM file of authorities
                                                    (prefer, the system's)
              DB_ADMIN_USER, DB_ADMIN_PASSWORD      provision: a role that may create databases and roles
              DB_OWNER_PASSWORD                     both: owns the tables
              DB_APP_PASSWORD, DB_READER_PASSWORD, DB_BACKUP_PASSWORD
                                                    provision: the roles that use them
            """;

    private Main() {
    }

    /**
     * @param arguments {@code provision}, {@code migrate}, or both
     * @throws SQLException never to the caller's surprise: it ends the program with a message and status 1
     */
    public static void main(String[] arguments) throws SQLException {
        List<String> commands = List.of(arguments);
        if (commands.contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        if (commands.isEmpty() || !List.of("provision", "migrate").containsAll(commands)) {
            System.err.print(USAGE);
            System.exit(2);
        }
        try {
            run(commands, new Database(System.getenv()));
        } catch (SQLException | FlywayException | IllegalArgumentException e) {
            System.err.println("delivery-schema: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(List<String> commands, Database database) throws SQLException {
        if (commands.contains("provision")) {
            new Provision(database).run();
            System.out.println("delivery-schema: roles and database are in place");
        }
        if (commands.contains("migrate")) {
            String version = new Migrate(database).run();
            System.out.println("delivery-schema: tables are at version " + version);
        }
    }
}
