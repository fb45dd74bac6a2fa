package org.timeball.firmware.appliance.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.SharedSecret;
import org.timeball.server.state.SecretFile;
import org.timeball.server.state.StateException;

/** The file with the secret that several servers share, or what stands in for it once it was deleted. */
final class CookieSecret {

    private static final Logger LOG = LoggerFactory.getLogger(CookieSecret.class);
    private static final String REMEDY = "copy it from another server, or make one with: openssl rand -hex 64";

    private CookieSecret() {}

    /**
     * Reads the secret.
     *
     * @param kept the ring that an earlier run left, which does in place of a file that is gone if it was made from one
     * @return empty where the file is gone and the ring does
     * @throws StateException if there is no secret and no such ring, or if the file is not a secret or others can read it
     */
    static Optional<SharedSecret> read(Path path, Optional<CookieKeyRing> kept) throws StateException {
        if (Files.notExists(path)) {
            if (kept.filter(SharedSecret::isShared).isEmpty()) {
                throw new StateException("read", path, "there is no shared secret, and no keys made from one", REMEDY);
            }
            LOG.info("event=cookie-keys-shared path={} effect=\"the file is gone, its keys go on\"", path);
            return Optional.empty();
        }
        byte[] text = SecretFile.read(path);
        var decoded = SharedSecret.decode(text);
        Arrays.fill(text, (byte) 0);
        return switch (decoded) {
            case Decoded.Ok<SharedSecret>(var secret) -> {
                LOG.info("event=cookie-keys-shared path={}", path);
                yield Optional.of(secret);
            }
            case Decoded.Malformed<SharedSecret>(var _, long _, var why) ->
                throw new StateException("use", path, "that is no secret: " + why, REMEDY);
        };
    }
}
