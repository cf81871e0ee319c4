package io.twinharbor.schema;

import java.sql.SQLException;
import java.util.List;

import org.flywaydb.core.api.FlywayException;

/** Brings a service's database up to date: {@code provision} as an administrator, {@code migrate} as its owner. */
public final class Main {

    private static final String USAGE = """
            Usage: %1$s-schema [provision] [migrate]

              provision  create the database and its roles, or bring their passwords up to date
              migrate    bring the tables to this version

            Both may be repeated at will. Environment:
              DB_HOST, DB_PORT, DB_NAME             where the database is (localhost, 5432, %1$s)
              DB_SSL_MODE, DB_SSL_ROOT_CERT         as PostgreSQL names them, and a PEM file of authorities
                                                    (prefer, the system's)
              DB_ADMIN_USER, DB_ADMIN_PASSWORD      provision: a role that may create databases and roles
              DB_OWNER_PASSWORD                     both: owns the tables
              DB_APP_PASSWORD, DB_READER_PASSWORD, DB_BACKUP_PASSWORD
                                                    provision: the roles that use them
            """;
    private static final String SEED = "  %-38smigrate, development only: %s\n";

    private Main() {
    }

    /**
     * @param arguments {@code provision}, {@code migrate}, or both
     */
    public static void main(String[] arguments) {
        Schema schema = Schema.onClassPath();
        List<String> commands = List.of(arguments);
        if (commands.contains("--help")) {
            System.out.print(usage(schema));
            return;
        }
        if (commands.isEmpty() || !List.of("provision", "migrate").containsAll(commands)) {
            System.err.print(usage(schema));
            System.exit(2);
        }
        try {
            run(commands, new Database(schema, System.getenv()));
        } catch (SQLException | FlywayException | IllegalArgumentException e) {
            System.err.println(schema.name() + "-schema: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(List<String> commands, Database database) throws SQLException {
        String program = database.schema().name() + "-schema";
        if (commands.contains("provision")) {
            new Provision(database).run();
            System.out.println(program + ": roles and database are in place");
        }
        if (commands.contains("migrate")) {
            System.out.println(program + ": tables are at version " + new Migrate(database).run());
        }
    }

    /** For {@code --help}. */
    static String usage(Schema schema) {
        String usage = USAGE.formatted(schema.name());
        return schema.seedVariable().isEmpty()
                ? usage : usage + SEED.formatted(schema.seedVariable() + "=true", schema.seedMeaning());
    }
}
