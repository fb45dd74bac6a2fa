package org.timeball.server.protocol;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The master keys in force: the newest seals cookies, it and some older ones open them.
 *
 * <p>A value: rotation gives a new ring. Where the bytes of {@link #encode} are kept, and that nobody else reads them, is the caller's care.
 *
 * @param newestSinceSeconds when the newest key came into use, UTC since the Unix epoch
 * @param keys               newest first, one to {@value #MAX_KEYS}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-6">RFC 8915 §6</a>
 */
public record CookieKeyRing(long newestSinceSeconds, List<MasterKey> keys) {

    /** The newest, and as many older ones as {@link KeyRotation} can ask for. */
    public static final int MAX_KEYS = 1 + KeyRotation.MAX_STALE_KEYS;

    /** Ten years of days: bounds the work when a clock jumps or a box comes out of the cupboard. */
    private static final long MAX_ROTATIONS_AT_ONCE = 3_653;

    /** "TBKR", then the number of this layout; a later layout takes the next number. */
    private static final int MAGIC = 0x54424b52;

    private static final int LAYOUT = 1;
    private static final int HEAD_OCTETS = 4 + 2 + 2 + 8;
    private static final int KEY_OCTETS = 4 + MasterKey.OCTETS;
    private static final int DIGEST_OCTETS = 32;

    /** Copies the list; refuses an empty one, one that is too long, and two keys of one number. */
    public CookieKeyRing {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("a ring has 1 to " + MAX_KEYS + " keys, not " + keys.size());
        }
        if (keys.stream().mapToInt(MasterKey::id).distinct().count() != keys.size()) {
            throw new IllegalArgumentException("two keys of one ring have the same number");
        }
    }

    /** A ring with one new key. */
    public static CookieKeyRing create(SecureRandom random, long nowSeconds) {
        return new CookieKeyRing(nowSeconds, List.of(MasterKey.random(random)));
    }

    /** The key that seals. */
    public MasterKey newest() {
        return keys.getFirst();
    }

    /** The keys that open, the newest first: those of the ring, and last the one that will follow the newest. */
    List<MasterKey> openers() {
        var openers = new ArrayList<>(keys);
        openers.add(newest().next());
        return openers;
    }

    /**
     * The ring as it should be at an instant: this one, or one rotated once for every interval that has passed.
     *
     * @param nowSeconds UTC since the Unix epoch, from a clock that is vouched for. The newest key may be up to an
     *     interval younger, which changes nothing; if it is more, its instant came from a clock that was wrong, and it
     *     counts from now on, unless it has to keep step with other servers
     * @param rotation   how often, and how many old keys stay
     */
    public CookieKeyRing at(long nowSeconds, KeyRotation rotation) {
        if (nowSeconds < newestSinceSeconds) {
            boolean isOfTheFuture =
                    newestSinceSeconds - nowSeconds > rotation.intervalSeconds() && !SharedSecret.isShared(this);
            return isOfTheFuture ? new CookieKeyRing(nowSeconds, keys) : this;
        }
        long elapsedSeconds = nowSeconds - newestSinceSeconds;
        if (elapsedSeconds < rotation.intervalSeconds()) {
            return this;
        }
        var rotated = new ArrayList<>(keys);
        long rotations = Math.min(elapsedSeconds / rotation.intervalSeconds(), MAX_ROTATIONS_AT_ONCE);
        for (long i = 0; i < rotations; i++) {
            rotated.addFirst(rotated.getFirst().next());
            while (rotated.size() > 1 + rotation.staleKeys()) {
                rotated.removeLast();
            }
        }
        return new CookieKeyRing(nowSeconds - elapsedSeconds % rotation.intervalSeconds(), rotated);
    }

    /**
     * The ring with a key before the others that does not follow from them: who knows theirs does not know its.
     *
     * @param nowSeconds UTC since the Unix epoch
     * @param staleKeys  how many of the old keys stay, 0 to {@value KeyRotation#MAX_STALE_KEYS}
     */
    public CookieKeyRing renewed(SecureRandom random, long nowSeconds, int staleKeys) {
        var fresh = MasterKey.random(random);
        while (has(fresh.id())) {
            fresh = MasterKey.random(random);
        }
        var renewed = new ArrayList<MasterKey>();
        renewed.add(fresh);
        renewed.addAll(keys.subList(0, Math.min(staleKeys, keys.size())));
        return new CookieKeyRing(nowSeconds, renewed);
    }

    private boolean has(int id) {
        return keys.stream().anyMatch(key -> key.id() == id);
    }

    /** The ring as bytes to be kept over a restart; they are secret. */
    public byte[] encode() {
        int bodyOctets = HEAD_OCTETS + keys.size() * KEY_OCTETS;
        var out = ByteBuffer.allocate(bodyOctets + DIGEST_OCTETS);
        out.putInt(MAGIC).putShort((short) LAYOUT).putShort((short) keys.size()).putLong(newestSinceSeconds);
        for (MasterKey key : keys) {
            out.putInt(key.id()).put(key.octets());
        }
        out.put(digest(out.array(), bodyOctets));
        return out.array();
    }

    /** Reads what {@link #encode} wrote; a digest at the end finds truncation and decay, not malice. */
    public static Decoded<CookieKeyRing> decode(byte[] bytes) {
        if (bytes.length < HEAD_OCTETS) {
            return new Decoded.Malformed<>("head", bytes.length, "shorter than its head");
        }
        var in = ByteBuffer.wrap(bytes);
        if (in.getInt() != MAGIC) {
            return new Decoded.Malformed<>("head", 0, "not a ring of cookie keys");
        }
        int layout = Short.toUnsignedInt(in.getShort());
        if (layout != LAYOUT) {
            return new Decoded.Malformed<>("layout", 4, "layout " + layout + " is not known here");
        }
        int count = Short.toUnsignedInt(in.getShort());
        if (count < 1 || count > MAX_KEYS) {
            return new Decoded.Malformed<>("count", 6, "not 1 to " + MAX_KEYS + " keys");
        }
        int bodyOctets = HEAD_OCTETS + count * KEY_OCTETS;
        if (bytes.length != bodyOctets + DIGEST_OCTETS) {
            return new Decoded.Malformed<>("keys", bytes.length, "the length does not fit " + count + " keys");
        }
        byte[] found = Arrays.copyOfRange(bytes, bodyOctets, bytes.length);
        if (!MessageDigest.isEqual(digest(bytes, bodyOctets), found)) {
            return new Decoded.Malformed<>("digest", bodyOctets, "the digest does not match");
        }
        return decodeKeys(in.getLong(), count, in);
    }

    private static Decoded<CookieKeyRing> decodeKeys(long newestSinceSeconds, int count, ByteBuffer in) {
        var keys = new ArrayList<MasterKey>(count);
        for (int i = 0; i < count; i++) {
            int id = in.getInt();
            byte[] octets = new byte[MasterKey.OCTETS];
            in.get(octets);
            if (keys.stream().anyMatch(key -> key.id() == id)) {
                return new Decoded.Malformed<>("keys", HEAD_OCTETS + (long) i * KEY_OCTETS, "a number comes twice");
            }
            keys.add(new MasterKey(id, octets));
        }
        return new Decoded.Ok<>(new CookieKeyRing(newestSinceSeconds, keys));
    }

    private static byte[] digest(byte[] bytes, int octets) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, 0, octets);
            return sha256.digest();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
