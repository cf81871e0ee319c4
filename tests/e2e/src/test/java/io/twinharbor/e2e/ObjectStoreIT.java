package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    void whatIsPublishedIsReadByAnybodyAndNothingElseIs() throws Exception {
        try (S3Client store = Buckets.asAdministrator()) {
            store.putObject(put -> put.bucket("docs").key("e2e/index.html").contentType("text/html"),
                    RequestBody.fromString("<p>published</p>"));
            try {
                var page = ask(Lab.running().address("docs") + "/e2e/");
                assertEquals("<p>published</p>", page.body());
                assertEquals("text/html", page.headers().firstValue("Content-Type").orElseThrow());
                assertEquals(404, ask(Lab.running().address("docs") + "/e2e/none.html").statusCode());
                assertEquals(403, ask(Lab.running().address("s3") + "/thanos/some/object").statusCode());
                assertEquals(403, ask(Lab.running().address("s3") + "/docs/").statusCode());
            } finally {
                store.deleteObject(delete -> delete.bucket("docs").key("e2e/index.html"));
            }
        }
    }

    @Test
    void aWrongKeyIsRefused() {
        try (S3Client store = Buckets.asAdministrator("wrong")) {
            assertEquals(403, assertThrows(S3Exception.class, store::listBuckets).statusCode());
        }
    }

    private static HttpResponse<String> ask(String address) throws Exception {
        return HttpClient.newBuilder().sslContext(Lab.running().tls()).build()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
