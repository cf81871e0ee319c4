package io.twinharbor.accounts.acceptance;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.SubmissionPublisher;

/** A file that is uploaded while it is written. The client must have begun to send it before the first line. */
final class SlowFile implements AutoCloseable {

    private final SubmissionPublisher<ByteBuffer> content = new SubmissionPublisher<>();

    BodyPublisher publisher() {
        return BodyPublishers.fromPublisher(content);
    }

    void write(String text) {
        // What nobody has subscribed to yet would be lost.
        Eventually.get(content::hasSubscribers, subscribed -> subscribed);
        content.submit(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        content.close();
    }
}
