package io.twinharbor.responder.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import jakarta.annotation.Resource;
import jakarta.inject.Singleton;

/** Where it is written down. */
@Singleton
public class Store {

    @Resource(lookup = "jdbc/responder", shareable = false)
    private DataSource database;

    @Resource(lookup = "jdbc/claims", shareable = false)
    private DataSource claims;

    /** For the container. */
    public Store() {
    }

    Store(DataSource database) {
        this.database = database;
        this.claims = database;
    }

    /** A row of an answer. */
    interface Row<T> {

        T read(ResultSet row) throws SQLException;
    }

    Connection connect() throws SQLException {
        return database.getConnection();
    }

    /** One that is kept while an action is carried out. */
    Connection claim() throws SQLException {
        return claims.getConnection();
    }

    int update(String sql, Object... parameters) throws SQLException {
        try (Connection connection = connect(); PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    <T> List<T> read(Row<T> row, String sql, Object... parameters) throws SQLException {
        try (Connection connection = connect()) {
            return read(connection, row, sql, parameters);
        }
    }

    static <T> List<T> read(Connection connection, Row<T> row, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters); ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row.read(rows));
            }
            return found;
        }
    }

    static PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i] instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : parameters[i];
            statement.setObject(i + 1, parameter);
        }
        return statement;
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
