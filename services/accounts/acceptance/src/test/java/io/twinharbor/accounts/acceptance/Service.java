package io.twinharbor.accounts.acceptance;

import java.net.URI;

/** The service as its clients have it. */
interface Service {

    /** Where it is, without a slash at its end. */
    URI address();

    /** A good token for somebody with these roles. */
    String token(String... roles);

    /** Somebody who may list users and need not do more: nobody in particular where the directory is open. */
    Client anyone();

    /** Somebody with these roles; without any, somebody without a token. */
    default Client as(String... roles) {
        return withToken(roles.length == 0 ? null : token(roles));
    }

    default Client withToken(String token) {
        return new Client(address(), token);
    }
}
