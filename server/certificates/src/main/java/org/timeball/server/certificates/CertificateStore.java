package org.timeball.server.certificates;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.timeball.server.certificates.renewal.RenewalState;
import org.timeball.server.state.CertificateSettings;
import org.timeball.server.state.Readers;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.Stored;

/**
 * Where certificates are kept that renew themselves: each in one file with its key, mode 0600, so that a power cut at any
 * moment leaves the old pair or the new one.
 *
 * <p>One thread at a time uses it, but for {@link #ask}, which other processes of the same user may call.
 */
public final class CertificateStore {

    private static final String ASKED = ".renew";

    private final Path path;

    /**
     * That of a daemon. The folder is made with mode 0700 when the first file goes into it: where none is kept, a start on a
     * full disk asks for no room.
     */
    public CertificateStore(StateDirectory state) {
        path = state.resolve(CertificateSettings.FOLDER);
    }

    /** The file of one, which need not be there yet. */
    public Path file(String name) {
        return path.resolve(name + ".pem");
    }

    /**
     * Replaces a certificate and its key in one step.
     *
     * @throws StateException if it cannot be written; the one before is still there
     */
    public void save(String name, ServerIdentity identity) throws StateException {
        var content = new ByteArrayOutputStream();
        content.writeBytes(Pem.encode(identity.key(), identity.leaf().getPublicKey()));
        content.writeBytes(Pem.encode(identity.chain()));
        folder().writePlain(name + ".pem", content.toByteArray(), Readers.OWNER);
    }

    /**
     * What is kept under a name; nothing before the first.
     *
     * @throws UnusableCertificateException if the file is damaged, or not its owner's alone
     */
    Optional<ServerIdentity> load(String name) throws UnusableCertificateException {
        var file = file(name);
        return Files.notExists(file)
                ? Optional.empty()
                : Optional.of(PemCertificates.load(file, file, Instant.EPOCH).identity());
    }

    /**
     * Has the daemon order one soon, whether it is due or not.
     *
     * @throws StateException if the request cannot be left
     */
    public void ask(String name) throws StateException {
        var file = folder().resolve(name + ASKED);
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException alreadyAsked) {
            // once is enough
        } catch (IOException cause) {
            throw new StateException("write", file, cause);
        }
    }

    /** Whether somebody asked for one, and nothing came of it yet. */
    boolean isAsked(String name) {
        return Files.exists(path.resolve(name + ASKED));
    }

    /** Something came of it. */
    void answered(String name) throws StateException {
        var file = path.resolve(name + ASKED);
        try {
            Files.deleteIfExists(file);
        } catch (IOException cause) {
            throw new StateException("remove", file, cause);
        }
    }

    /** What is known of its renewal; nothing where it was never tried, or what was written makes no sense. */
    Optional<RenewalState> state(String name) throws StateException {
        return switch (folder().durableFile(name + ".state").read()) {
            case Stored.Current(var content) -> RenewalState.parse(new String(content, StandardCharsets.UTF_8));
            case Stored.Previous(var content, var _) -> RenewalState.parse(new String(content, StandardCharsets.UTF_8));
            case Stored.Absent() -> Optional.empty();
            case Stored.Damaged(var _) -> Optional.empty();
        };
    }

    void saveState(String name, RenewalState state) throws StateException {
        folder().durableFile(name + ".state").write(state.text().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * For what belongs to the certificates and to none of them alone, as accounts.
     *
     * @throws StateException if it cannot be made, or others may write into it
     */
    StateDirectory folder() throws StateException {
        return StateDirectory.open(path);
    }
}
