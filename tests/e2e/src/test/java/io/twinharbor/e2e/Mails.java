package io.twinharbor.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the hub's mail server has got, which keeps it. */
final class Mails {

    private static final String BOX = "/var/lib/mail-server/Maildir/new";

    private Mails() {
    }

    /** What alerts wrote since a moment: the subject of each. */
    static List<String> ofAlertsSince(Instant moment) {
        return Lab.command(Duration.ofMinutes(1), "shell", "hub", "sudo", "sh", "-c", "find " + BOX + " -type f -newermt @"
                + moment.getEpochSecond() + " -exec grep -l -i '^From:.*alerts@' {} + | xargs -r grep -h -m 1 '^Subject:'")
                .lines().toList();
    }
}
