package org.timeball.firmware.appliance.daemon;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
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

    /** As often as the disk is looked at. */
    static final long RETRY_NANOS = StorageWatch.INTERVAL_NANOS;

    private final CookieJar jar;
    private final DurableFile file;
    private final KeyRotation rotation;
    private final Optional<SharedSecret> secret;
    private final Optional<String> lost;

    /** Why the keys in force are not in the file; told to any thread. */
    private volatile Optional<String> unsaved = Optional.empty();

    private OptionalLong triedNanos = OptionalLong.empty();

    private CookieKeys(
            CookieJar jar,
            DurableFile file,
            KeyRotation rotation,
            Optional<SharedSecret> secret,
            Optional<String> lost) {
        this.jar = jar;
        this.file = file;
        this.rotation = rotation;
        this.secret = secret;
        this.lost = lost;
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
        var file = folder.durableFile(path.getFileName().toString(), CookieKeys::complaint);
        var stored = file.read();
        var found = ring(stored);
        var rotation = new KeyRotation(settings.keyRotationIntervalSeconds(), settings.staleKeyCount());
        Optional<SharedSecret> secret = settings.sharedSecretPath().isEmpty()
                ? Optional.empty()
                : CookieSecret.read(settings.sharedSecretPath().get(), found);
        var ring = secret.map(shared -> shared.ring(nowSeconds, rotation.staleKeys()))
                .or(() -> found)
                .orElseGet(() -> CookieKeyRing.create(random, nowSeconds));
        var keys = new CookieKeys(new CookieJar(ring, random), file, rotation, secret, lost(stored));
        if (!(stored instanceof Stored.Current) || !found.equals(Optional.of(ring))) {
            keys.save();
        }
        return keys;
    }

    private static Optional<String> lost(Stored stored) {
        return stored instanceof Stored.Damaged(var why)
                ? Optional.of("the cookie keys were lost before this start, clients have to exchange keys anew: " + why
                        + "; see to that disk")
                : Optional.empty();
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
            case Decoded.Malformed<CookieKeyRing> _ -> Optional.empty();
        };
    }

    /** What the file was written with, in whose envelope it is whole, need not be a ring. */
    private static Optional<String> complaint(byte[] content) {
        return switch (CookieKeyRing.decode(content)) {
            case Decoded.Ok<CookieKeyRing> _ -> Optional.empty();
            case Decoded.Malformed<CookieKeyRing>(var field, long _, var why) ->
                Optional.of("holds no ring of keys (" + field + ": " + why + ")");
        };
    }

    /** Where cookies come from and go back to; for any thread. */
    CookieJar jar() {
        return jar;
    }

    /**
     * Rotates if it is time to. New keys are in force even where the disk refuses them.
     *
     * @param nowSeconds UTC since the Unix epoch, from a clock that is vouched for
     */
    void rotateIfDue(long nowSeconds) {
        var ring = jar.ring();
        var rotated = secret.filter(shared -> !SharedSecret.isOfDay(ring, nowSeconds))
                .map(shared -> shared.ring(nowSeconds, rotation.staleKeys()))
                .orElseGet(() -> secret.isPresent() ? ring : ring.at(nowSeconds, rotation));
        if (!rotated.equals(ring)) {
            jar.replaceRing(rotated);
            save();
        }
    }

    /** Whether other servers are to keep the same keys, so that a new one cannot be made here. */
    boolean isShared() {
        return secret.isPresent();
    }

    /**
     * Seals under a new key from now on, which does not follow from the others; those go on opening.
     *
     * @param nowSeconds since the Unix epoch, by the best clock there is
     * @return why it is not saved, empty if it is; it is in force in either case
     */
    Optional<String> renew(SecureRandom random, long nowSeconds) {
        jar.replaceRing(jar.ring().renewed(random, nowSeconds, rotation.staleKeys()));
        save();
        return unsaved;
    }

    /**
     * Tries again what the disk refused, now and then, whether or not the time is known.
     *
     * @param nowNanos monotonic
     */
    void saveIfUnsaved(long nowNanos) {
        if (unsaved.isPresent() && (triedNanos.isEmpty() || nowNanos - triedNanos.getAsLong() >= RETRY_NANOS)) {
            triedNanos = OptionalLong.of(nowNanos);
            save();
        }
    }

    /** What an operator has to see to, a sentence each; for any thread. */
    List<String> alarms() {
        return Stream.concat(
                        lost.stream(),
                        unsaved.stream()
                                .map(why -> "the cookie keys are not saved, after a restart clients would have to"
                                        + " exchange keys anew: " + why))
                .toList();
    }

    private void save() {
        try {
            file.write(jar.ring().encode());
            unsaved = Optional.empty();
            LOG.info("event=cookie-keys-saved keys={}", jar.ring().keys().size());
        } catch (StateException refused) {
            if (unsaved.isEmpty()) {
                LOG.error("event=cookie-keys-unsaved reason=\"{}\"", refused.getMessage());
            }
            unsaved = Optional.of(String.valueOf(refused.getMessage()));
        }
    }
}
