package org.timeball.web.appliance.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Parsed;
import org.timeball.server.state.DurableFile;
import org.timeball.server.state.Readers;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.Stored;

/**
 * The files of who may come in, in a folder of the web process's own, each of mode 0600: {@code access}, {@code claim}, and
 * {@code claim-code}, the code itself, while it opens something.
 *
 * <p>{@code claim} is written by this process and by {@code timeball web claim-code}, which is how somebody with a right to these
 * files comes in again.
 */
public final class AccessStore {

    /** What the claim code's file is called. An image copies it to where whoever holds the card can read it. */
    public static final String CODE_FILE = "claim-code";

    /** A code that lets somebody in again does not wait for ever in a file. */
    public static final long RECOVERY_SECONDS = 24 * 60 * 60;

    private static final Logger LOG = LoggerFactory.getLogger(AccessStore.class);

    private final StateDirectory directory;
    private final DurableFile access;
    private final DurableFile claim;
    private final Path codeFile;

    private AccessStore(StateDirectory directory) {
        this.directory = directory;
        this.access = directory.durableFile("access", content -> complaint(content, AccessBook.class));
        this.claim = directory.durableFile("claim", content -> complaint(content, ClaimNote.class));
        this.codeFile = directory.resolve(CODE_FILE);
    }

    private static <T extends Record> Optional<String> complaint(byte[] content, Class<T> type) {
        return switch (ControlJson.parsed(new String(content, StandardCharsets.UTF_8), type)) {
            case Parsed.Ok<T> _ -> Optional.empty();
            case Parsed.Malformed<T> _ -> Optional.of("is not understood");
        };
    }

    /**
     * Opens the folder.
     *
     * @throws StateException if it cannot be made, or others may write into it
     */
    public static AccessStore open(Path folder) throws StateException {
        return new AccessStore(StateDirectory.open(folder));
    }

    /**
     * Who may come in.
     *
     * @throws StateException if the file cannot be read, is damaged in both generations, or others can read it. A box that
     *     forgot everybody must not be claimed by whoever comes first.
     */
    AccessBook book() throws StateException {
        return switch (access.read()) {
            case Stored.Current(byte[] content) -> read(content, AccessBook.class, AccessBook.EMPTY);
            case Stored.Previous(byte[] content, var why) -> {
                LOG.warn("event=access-from-previous reason=\"{}\"", why);
                yield read(content, AccessBook.class, AccessBook.EMPTY);
            }
            case Stored.Absent() -> AccessBook.EMPTY;
            case Stored.Damaged(var why) ->
                throw new StateException(
                        "read",
                        access.path(),
                        why,
                        "bring it back from a backup, or run: timeball web claim-code --forget-everybody");
        };
    }

    void save(AccessBook book) throws StateException {
        access.write(ControlJson.line(book).getBytes(StandardCharsets.UTF_8));
    }

    ClaimNote claim() throws StateException {
        return switch (claim.read()) {
            case Stored.Current(byte[] content) -> read(content, ClaimNote.class, ClaimNote.NONE);
            case Stored.Previous(byte[] content, var _) -> read(content, ClaimNote.class, ClaimNote.NONE);
            case Stored.Absent() -> ClaimNote.NONE;
            case Stored.Damaged(var why) -> {
                LOG.warn("event=claim-lost reason=\"{}\"", why);
                yield ClaimNote.NONE;
            }
        };
    }

    /** When the claim's file was last written, so that another process's writing is seen; 0 for never. */
    long claimChanged() {
        try {
            return Files.getLastModifiedTime(claim.path()).toMillis();
        } catch (IOException never) {
            return 0;
        }
    }

    void save(ClaimNote note) throws StateException {
        claim.write(ControlJson.line(note).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes a code, keeps its digest, and writes it where a person reads it.
     *
     * @param untilSeconds since the Unix epoch, when it dies; 0 for never
     * @param forgetsAll   whether everybody is forgotten by the process that reads it
     * @return the code, as it is shown
     * @throws StateException if a file cannot be written
     */
    public String makeCode(SecureRandom random, long untilSeconds, boolean forgetsAll) throws StateException {
        String code = ClaimCode.random(random);
        save(new ClaimNote(Secrets.digest(code), untilSeconds, forgetsAll));
        directory.writePlain(
                CODE_FILE, (ClaimCode.shown(code) + "\n").getBytes(StandardCharsets.US_ASCII), Readers.OWNER);
        return ClaimCode.shown(code);
    }

    /** Where the code is for a person to read. */
    public Path codeFile() {
        return codeFile;
    }

    /** Ends the code: its digest and its file go. */
    void endCode() throws StateException {
        save(ClaimNote.NONE);
        try {
            Files.deleteIfExists(codeFile);
        } catch (IOException left) {
            LOG.warn(
                    "event=claim-code-left file={} reason=\"{}\" effect=\"it opens nothing\"",
                    codeFile,
                    left.getMessage());
        }
    }

    /** Both files were looked at by {@link #complaint} when they were read. */
    private static <T extends Record> T read(byte[] content, Class<T> type, T otherwise) {
        return switch (ControlJson.parsed(new String(content, StandardCharsets.UTF_8), type)) {
            case Parsed.Ok<T>(var value) -> value;
            case Parsed.Malformed<T> _ -> otherwise;
        };
    }
}
