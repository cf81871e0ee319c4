package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is put into the S3 store is got out of it again, by those who have a key. */
@Tag("s3")
@Order(7)
@ExtendWith(Results.class)
class ObjectStoreIT {

    private static final String BUCKET = "e2e";
    private static final int BYTES = 8 << 20;

    @Test
    void anObjectComesBackAsItWasPut(Results results) throws Exception {
        byte[] content = new byte[BYTES];
        new Random(4711).nextBytes(content);
        try (S3Client store = Buckets.asAdministrator()) {
            store.createBucket(bucket -> bucket.bucket(BUCKET));
            results.seconds("put_seconds", () -> store.putObject(put -> put.bucket(BUCKET).key("some/object"),
                    RequestBody.fromBytes(content)));
            var got = results.seconds("get_seconds", () -> store.getObjectAsBytes(get -> get.bucket(BUCKET)
                    .key("some/object")));
            assertArrayEquals(content, got.asByteArray());
            store.deleteObject(delete -> delete.bucket(BUCKET).key("some/object"));
            store.deleteBucket(bucket -> bucket.bucket(BUCKET));
        }
        results.add("bytes", BYTES);
    }

    @Test
    void aWrongKeyIsRefused() {
        try (S3Client store = Buckets.asAdministrator("wrong")) {
            assertEquals(403, assertThrows(S3Exception.class, store::listBuckets).statusCode());
        }
    }
}
