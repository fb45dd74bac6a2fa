package org.timeball.firmware.appliance.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.state.TimeballConfig;

/**
 * Sees that a disk is full or read-only before something has to be saved on it, and writes nothing to find out.
 *
 * <p>Cookie keys are saved once a day: by then it would be late to tell. One thread looks, any may ask.
 */
final class StorageWatch {

    private static final Logger LOG = LoggerFactory.getLogger(StorageWatch.class);

    static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** Some hundred times what a save needs. */
    static final long LEAST_OCTETS = 1 << 20;

    private final List<Path> folders;
    private volatile List<String> alarms = List.of();
    private Optional<Long> lookedNanos = Optional.empty();

    StorageWatch(List<Path> folders) {
        this.folders = folders.stream().distinct().toList();
    }

    /** Of the folders in which a daemon keeps what outlives a restart. */
    static StorageWatch of(TimeballConfig configuration) {
        var folders = new ArrayList<Path>();
        folders.add(configuration.stateDirectory().toAbsolutePath());
        Optional.ofNullable(
                        configuration.keyset().keyStoragePath().toAbsolutePath().getParent())
                .ifPresent(folders::add);
        return new StorageWatch(folders);
    }

    /** A sentence for each folder that takes nothing, with what to do; for any thread. */
    List<String> alarms() {
        return alarms;
    }

    /**
     * Looks if it is time to.
     *
     * @param nowNanos monotonic
     */
    void lookIfDue(long nowNanos) {
        if (lookedNanos.isPresent() && nowNanos - lookedNanos.get() < INTERVAL_NANOS) {
            return;
        }
        lookedNanos = Optional.of(nowNanos);
        var found = folders.stream().flatMap(folder -> look(folder).stream()).toList();
        found.stream()
                .filter(alarm -> !alarms.contains(alarm))
                .forEach(alarm -> LOG.error("event=alarm reason=\"{}\"", alarm));
        if (found.isEmpty() && !alarms.isEmpty()) {
            LOG.info("event=alarm-over subject=storage");
        }
        alarms = found;
    }

    private static Optional<String> look(Path folder) {
        try {
            // Whether the store is read-only is no question: Java answers for the mount at the root of the file
            // system's tree,
            // which a unit's ProtectSystem=strict makes read-only around a state directory that is not.
            return alarm(
                    folder,
                    !Files.isWritable(folder),
                    Files.getFileStore(folder).getUsableSpace());
        } catch (IOException refused) {
            return Optional.of(folder + " cannot be looked at (" + refused.getMessage()
                    + "), keys and what the clock learned may not be saved: see to that disk");
        }
    }

    /**
     * What is wrong with a folder.
     *
     * @param usableOctets of its file system, for this user
     */
    static Optional<String> alarm(Path folder, boolean isReadOnly, long usableOctets) {
        if (isReadOnly) {
            return Optional.of(
                    folder + " is read-only, keys and what the clock learned are not saved: mount it writable");
        }
        return usableOctets < LEAST_OCTETS
                ? Optional.of(folder + " is full, keys and what the clock learned may not be saved: free room there")
                : Optional.empty();
    }
}
