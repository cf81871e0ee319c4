package io.twinharbor.accounts.directory;

import java.util.Set;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What a client may say of a user. The one place of the rules: the API and the imports both check them here.
 *
 * @param email       unique in the directory without regard to case; the grammar is the one that browsers use
 *                    (WHATWG HTML, "valid e-mail address"), which is ASCII only
 * @param displayName null if there is none
 * @param active      whether the user has access
 * @param roles       labels for the applications that read the directory; they grant nothing here
 */
public record UserDraft(
        @NotNull(message = REQUIRED) @Size(max = EMAIL_LENGTH) @Pattern(regexp = EMAIL, message = "is not an e-mail address")
        String email,
        @Size(min = 1, max = NAME_LENGTH) @Pattern(regexp = PRINTABLE, message = "must not contain control characters")
        String displayName,
        @NotNull(message = REQUIRED)
        Boolean active,
        @NotNull(message = REQUIRED) @Size(max = ROLES)
        Set<@Pattern(regexp = ROLE, message = NO_ROLE) String> roles) {

    static final String REQUIRED = "is required";
    static final String NO_ROLE = "is not a role: lower case letters, digits and hyphens, a letter first, at most 32";

    /** In characters. */
    public static final int EMAIL_LENGTH = 128;
    /** In UTF-16 code units. */
    public static final int NAME_LENGTH = 200;
    /** Roles of one user. */
    public static final int ROLES = 16;

    static final String EMAIL = "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
            + "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$";
    // Lone surrogates have no UTF-8 form, so the database could not give them back.
    static final String PRINTABLE = "[^\\p{Cc}\\p{Cs}]*";
    static final String ROLE = "^[a-z][a-z0-9-]{0,31}$";
}
