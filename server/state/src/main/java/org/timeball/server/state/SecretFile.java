package org.timeball.server.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a secret that the operator put somewhere, as a TLS key: only if nobody but its owner can. */
public final class SecretFile {

    private SecretFile() {}

    /**
     * The whole content of {@code file}; links are followed, and the mode that counts is that of what they lead to.
     *
     * @throws StateException if it is missing, cannot be read, or can be read or written by its group or by others
     */
    public static byte[] read(Path file) throws StateException {
        Readers.OWNER.check(file);
        try {
            return Files.readAllBytes(file);
        } catch (IOException cause) {
            throw new StateException("read", file, cause);
        }
    }
}
