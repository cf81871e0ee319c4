package io.twinharbor.e2e;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The hub's object store. */
final class Buckets {

    private static final String ADMINISTRATOR = "s3-secret-key";

    private Buckets() {
    }

    static S3Client asAdministrator() {
        return asAdministrator(Lab.running().secret(ADMINISTRATOR));
    }

    static S3Client asAdministrator(String secretKey) {
        return S3Client.builder().endpointOverride(URI.create(Lab.running().address("s3"))).region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Lab.running().user(ADMINISTRATOR), secretKey)))
                .httpClient(UrlConnectionHttpClient.builder().tlsTrustManagersProvider(Lab.running()::trust).build()).build();
    }
}
