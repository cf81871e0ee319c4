package io.twinharbor.accounts.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

import io.twinharbor.accounts.directory.UserFilter;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.PGConnection;

/**
 * Streams users as the database gives them. An export holds a connection for as long as its reader takes: there are never so many
 * at once that none is left to imports.
 */
@Singleton
public class Exporter {

    // COPY takes no parameters, settings of the transaction it can read.
    private static final String FILTER =
            "SELECT set_config('twinharbor.active', ?, true), set_config('twinharbor.prefix', ?, true)";

    @Resource(lookup = "jdbc/bulk", shareable = false)
    private DataSource bulk;

    private final Slots slots;

    /**
     * @param atOnce the setting {@code EXPORTS_AT_ONCE}: exports that one instance gives at the same time
     */
    @Inject
    public Exporter(@ConfigProperty(name = "exports.at.once") int atOnce) {
        slots = new Slots(atOnce, "exports");
    }

    /**
     * An export that has all it needs and runs when it is written, once.
     *
     * @param copy   a COPY TO STDOUT that heeds the settings {@code twinharbor.active} and {@code twinharbor.prefix}
     * @param filter what they are set to
     * @throws ProblemException 429 if the instance is busy with others
     */
    StreamingOutput begin(String copy, UserFilter filter) throws SQLException {
        slots.take();
        Connection connection = connect();
        return out -> {
            try (connection) {
                copy(connection, copy, filter, out);
            } catch (SQLException e) {
                throw new IOException("The export broke off", e);
            } finally {
                slots.giveBack();
            }
        };
    }

    /** Before the answer begins, so that a database that is away is still a 503. */
    private Connection connect() throws SQLException {
        try {
            return bulk.getConnection();
        } catch (SQLException | RuntimeException e) {
            slots.giveBack();
            throw e;
        }
    }

    private static void copy(Connection connection, String copy, UserFilter filter, OutputStream out)
            throws SQLException, IOException {
        connection.setAutoCommit(false);
        try {
            try (PreparedStatement settings = connection.prepareStatement(FILTER)) {
                settings.setString(1, filter.active() == null ? "" : filter.active().toString());
                settings.setString(2, filter.emailPrefix() == null ? "" : filter.emailPrefix());
                settings.execute();
            }
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, out);
        } finally {
            connection.rollback();
        }
    }
}
