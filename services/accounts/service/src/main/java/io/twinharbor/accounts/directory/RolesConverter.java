package io.twinharbor.accounts.directory;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import jakarta.persistence.PersistenceException;

/** Keeps the roles of a user in a PostgreSQL array; they are plain words, so its literal needs no quotes. */
@Converter
public class RolesConverter implements AttributeConverter<Set<String>, Object> {

    @Override
    public Object convertToDatabaseColumn(Set<String> roles) {
        return toLiteral(roles);
    }

    /** The array literal, such as {@code {auditor,clerk}}. */
    public static String toLiteral(Set<String> roles) {
        return "{" + String.join(",", roles) + "}";
    }

    @Override
    public Set<String> convertToEntityAttribute(Object column) {
        try {
            Object elements = column instanceof Array array ? array.getArray() : column;
            return new TreeSet<>(Arrays.asList((String[]) elements));
        } catch (SQLException e) {
            throw new PersistenceException("The roles of a user could not be read", e);
        }
    }
}
