package org.timeball.firmware.appliance.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a second demo out of a folder before it has touched anything there; goes with the process, however that ends. */
final class DemoLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoLock.class);

    private final FileChannel channel;

    private DemoLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder.
     *
     * @throws DemoException if another demo has it, or nothing can be written there
     */
    static DemoLock take(Path folder) throws DemoException {
        try {
            var channel =
                    FileChannel.open(folder.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
            if (lock.isEmpty()) {
                channel.close();
                throw new DemoException(
                        "another demo uses " + folder + "; end that one, or name another folder with --state");
            }
            return new DemoLock(channel);
        } catch (IOException refused) {
            throw new DemoException(
                    "cannot write into " + folder + ": " + refused.getMessage() + "; name another folder with --state",
                    refused);
        }
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException left) {
            LOG.debug("event=demo-lock-left reason=\"{}\"", left.getMessage());
        }
    }
}
