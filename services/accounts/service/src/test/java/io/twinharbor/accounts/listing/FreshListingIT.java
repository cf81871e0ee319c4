package io.twinharbor.accounts.listing;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import io.twinharbor.accounts.directory.Directory;
import io.twinharbor.accounts.directory.UserDraft;
import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** When the listing is read again, and when not. */
@ArquillianTest
class FreshListingIT {

    @Inject
    private FreshListing listing;

    @Inject
    private Directory directory;

    @Deployment
    static WebArchive service() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/accounts.war"));
    }

    @Test
    void theSameBytesServeUntilATransactionCommits() {
        byte[] before = listing.get();
        assertSame(before, listing.get());
        directory.create(new UserDraft("committed@example.org", null, true, Set.of()));
        byte[] after = listing.get();
        assertNotSame(before, after);
        assertTrue(new String(after, StandardCharsets.UTF_8).contains("committed@example.org"));
        assertSame(after, listing.get());
    }
}
