package org.timeball.server.certificates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What tells a file from what it was before: a rename brings another inode, a write another time. */
record FileStamp(Object inode, long modifiedNanos, long octets) {

    private static final FileStamp MISSING = new FileStamp("none", 0, 0);

    static FileStamp of(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(
                    Objects.requireNonNullElse(attributes.fileKey(), "none"),
                    attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    attributes.size());
        } catch (IOException unreadable) {
            return MISSING;
        }
    }
}
