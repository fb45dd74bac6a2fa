package org.timeball.firmware.appliance.daemon;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.KeyRotation;
import org.timeball.server.protocol.SharedSecret;
import org.timeball.server.state.DurableFile;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.Stored;
import org.timeball.server.state.TimeballConfig;

/**
 * The cookies' master keys: kept in their file over restarts, rotated as the days pass.
 *
 * <p>With a shared secret they are made from it for the day that is now, which brings back into step a server whose clock
 * was wrong, or that was off for weeks. Once the ring is kept, the secret may be deleted: the ring goes on in step.
 */
final class CookieKeys {

    private static final Logger LOG = LoggerFactory.getLogger(CookieKeys.class);

    private final CookieJar jar;
    private final DurableFile file;
    private final KeyRotation rotation;
    private final Optional<SharedSecret> secret;
    private boolean isUnsaved;

    private CookieKeys(CookieJar jar, DurableFile file, KeyRotation rotation, Optional<SharedSecret> secret) {
        this.jar = jar;
        this.file = file;
        this.rotation = rotation;
        this.secret = secret;
    }

    /**
     * Reads the keys, or makes the first. A disk that takes nothing is no reason not to serve: they are saved when it does.
     *
     * @param nowSeconds by the machine's clock, since the Unix epoch
     * @throws StateException if the file or its folder cannot be read, if others can read it, or if there is neither a
     *     shared secret where one was named nor a ring that was made from it
     */
    static CookieKeys open(TimeballConfig.Keyset settings, SecureRandom random, long nowSeconds) throws StateException {
        Path path = settings.keyStoragePath();
        var folder = StateDirectory.open(
                Objects.requireNonNullElse(path.toAbsolutePath().getParent(), Path.of("/")));
        var file = folder.durableFile(path.getFileName().toString());
        var stored = file.read();
        var found = ring(stored);
        var rotation = new KeyRotation(settings.keyRotationIntervalSeconds(), settings.staleKeyCount());
        Optional<SharedSecret> secret = settings.sharedSecretPath().isEmpty()
                ? Optional.empty()
                : CookieSecret.read(settings.sharedSecretPath().get(), found);
        var ring = secret.map(shared -> shared.ring(nowSeconds, rotation.staleKeys()))
                .or(() -> found)
                .orElseGet(() -> CookieKeyRing.create(random, nowSeconds));
        var keys = new CookieKeys(new CookieJar(ring, random), file, rotation, secret);
        if (!(stored instanceof Stored.Current) || !found.equals(Optional.of(ring))) {
            keys.save();
        }
        return keys;
    }

    private static Optional<CookieKeyRing> ring(Stored stored) {
        return switch (stored) {
            case Stored.Current(byte[] content) -> decoded(content);
            case Stored.Previous(byte[] content, var why) -> {
                LOG.warn("event=cookie-keys-from-previous reason=\"{}\"", why);
                yield decoded(content);
            }
            case Stored.Damaged(var why) -> {
                LOG.error("event=cookie-keys-lost reason=\"{}\" effect=\"clients exchange keys anew\"", why);
                yield Optional.empty();
            }
            case Stored.Absent() -> Optional.empty();
        };
    }

    private static Optional<CookieKeyRing> decoded(byte[] content) {
        return switch (CookieKeyRing.decode(content)) {
            case Decoded.Ok<CookieKeyRing>(var ring) -> Optional.of(ring);
            case Decoded.Malformed<CookieKeyRing>(var field, long _, var why) -> {
                LOG.error(
                        "event=cookie-keys-lost field={} reason=\"{}\" effect=\"clients exchange keys anew\"",
                        field,
                        why);
                yield Optional.empty();
            }
        };
    }

    /** Where cookies come from and go back to; for any thread. */
    CookieJar jar() {
        return jar;
    }

    /**
     * Rotates if it is time to. New keys are in force even where the disk refuses them; the next call tries to save them
     * again.
     *
     * @param nowSeconds UTC since the Unix epoch, from a clock that is vouched for
     */
    void rotateIfDue(long nowSeconds) {
        var ring = jar.ring();
        var rotated = secret.filter(shared -> !SharedSecret.isOfDay(ring, nowSeconds))
                .map(shared -> shared.ring(nowSeconds, rotation.staleKeys()))
                .orElseGet(() -> secret.isPresent() ? ring : ring.at(nowSeconds, rotation));
        if (rotated.equals(ring) && !isUnsaved) {
            return;
        }
        jar.replaceRing(rotated);
        save();
    }

    private void save() {
        try {
            file.write(jar.ring().encode());
            isUnsaved = false;
            LOG.info("event=cookie-keys-saved keys={}", jar.ring().keys().size());
        } catch (StateException refused) {
            if (!isUnsaved) {
                LOG.error("event=cookie-keys-unsaved reason=\"{}\"", refused.getMessage());
            }
            isUnsaved = true;
        }
    }
}
