package io.twinharbor.console.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {

    @TempDir
    Path folder;

    @Test
    void linesOfUsersAreCountedWithoutTheFirstAndWithALastThatHasNoEnd() throws IOException {
        Path csv = Files.writeString(folder.resolve("users.csv"), "email\na@example.org\nb@example.org");
        assertEquals(2, Uploads.lines(csv));
        assertEquals(0, Uploads.lines(Files.writeString(csv, "email\n")));
    }
}
