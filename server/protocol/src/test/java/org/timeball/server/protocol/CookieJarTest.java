package org.timeball.server.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CookieJarTest {

    private static final Map<AeadAlgorithm, Integer> COOKIE_OCTETS = Map.of(
            AeadAlgorithm.AES_SIV_CMAC_256, 104,
            AeadAlgorithm.AES_SIV_CMAC_384, 136,
            AeadAlgorithm.AES_SIV_CMAC_512, 168,
            AeadAlgorithm.AES_128_GCM_SIV, 64);

    private static final long DAY = KeyRotation.DEFAULT.intervalSeconds();

    private final CookieKeyRing ring = CookieKeyRing.create(new SecureRandom(), 0);
    private final CookieJar jar = new CookieJar(ring, new SecureRandom());
    private final SessionKeys keys = keys(AeadAlgorithm.AES_SIV_CMAC_256);

    /** The fact sheet's cookie: master key 7 of octets 01 to 40, nonce 90 to 9f, S2C 20 to 3f, C2S 00 to 1f. */
    @Test
    void sealsTheCookieOfTheFactSheet() {
        var known = new CookieJar(
                new CookieKeyRing(0, List.of(new MasterKey(7, counting(1, 64)))),
                new ScriptedRandom("909192939495969798999a9b9c9d9e9f"));

        byte[] cookie = known.seal(keys, 1).getFirst();

        assertEquals(
                "000000070052909192939495969798999a9b9c9d9e9fbbc194913c1b4e9fc1289afde9c6f2f71147afe8f833728b7d3b"
                        + "86b5f1c9e0d3a5a547be25cb05afd00e7d17391feee1ffcc"
                        + "a32ab24d2d92aca954cc17c8f2150faf20b16d6bc974c1c7"
                        + "0711c75bb1741836",
                HexFormat.of().formatHex(cookie));
    }

    @Test
    void opensWhatItSealedForEveryAlgorithm() {
        for (AeadAlgorithm algorithm : AeadAlgorithm.values()) {
            SessionKeys sealed = keys(algorithm);
            for (byte[] cookie : jar.seal(sealed, 8)) {
                SessionKeys opened = jar.open(cookie).orElseThrow();
                assertEquals(algorithm, opened.algorithm());
                assertArrayEquals(sealed.clientToServer(), opened.clientToServer());
                assertArrayEquals(sealed.serverToClient(), opened.serverToClient());
                assertEquals(COOKIE_OCTETS.get(algorithm), cookie.length);
                assertTrue(cookie.length % 4 == 0 && cookie.length <= 192);
            }
        }
    }

    /** K27. */
    @Test
    void neverGivesTheSameCookieTwice() {
        var seen = new HashSet<String>();
        for (byte[] cookie : jar.seal(keys, 10_000)) {
            assertTrue(seen.add(HexFormat.of().formatHex(cookie, 6, 22)));
        }
    }

    /** K21. */
    @ParameterizedTest
    @EnumSource
    void opensNoCookieThatWasChangedCutOrStretched(AeadAlgorithm algorithm) {
        byte[] cookie = jar.seal(keys(algorithm), 1).getFirst();
        for (int bit = 0; bit < 8 * cookie.length; bit++) {
            byte[] changed = cookie.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertTrue(jar.open(changed).isEmpty());
        }
        for (int octets = 0; octets <= 512; octets++) {
            if (octets != cookie.length) {
                assertTrue(jar.open(Arrays.copyOf(cookie, octets)).isEmpty());
            }
        }
    }

    /** K20: of every length that a cookie can have; a million in all. */
    @ParameterizedTest
    @EnumSource
    void opensNoForgery(AeadAlgorithm algorithm) {
        var random = new Random(20);
        var seal = new CookieSeal(jar, new SecureRandom()::nextBytes);
        byte[] plaintext = new byte[CookieJar.MAX_PLAINTEXT_OCTETS];
        byte[] forged = jar.seal(keys(algorithm), 1).getFirst();
        int from = algorithm == AeadAlgorithm.AES_128_GCM_SIV ? 4 : 6;
        for (int i = 0; i < 250_000; i++) {
            for (int at = from; at < forged.length; at++) {
                forged[at] = (byte) random.nextInt();
            }
            assertEquals(-1, seal.open(forged, 0, forged.length, plaintext));
        }
    }

    /** E12: a number that no key has is seen before any AES is done. */
    @Test
    void refusesAnUnknownNumberForAFractionOfWhatOpeningCosts() {
        var seal = new CookieSeal(jar, new SecureRandom()::nextBytes);
        byte[] good = jar.seal(keys, 1).getFirst();
        byte[] unknown = good.clone();
        unknown[0] ^= 1;
        long opened = Long.MAX_VALUE;
        long refused = Long.MAX_VALUE;
        for (int round = 0; round < 50; round++) {
            opened = Math.min(opened, processorNanos(seal, good, 66));
            refused = Math.min(refused, processorNanos(seal, unknown, -1));
        }
        assertTrue(refused < 0.3 * opened, refused + " of " + opened + " ns");
    }

    private static long processorNanos(CookieSeal seal, byte[] cookie, int expected) {
        byte[] plaintext = new byte[CookieJar.MAX_PLAINTEXT_OCTETS];
        var threads = ManagementFactory.getThreadMXBean();
        long started = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 2_000; i++) {
            assertEquals(expected, seal.open(cookie, 0, cookie.length, plaintext));
        }
        return threads.getCurrentThreadCpuTime() - started;
    }

    /** K23 of the test catalogue: a key opens cookies while it is among the eight newest. */
    @Test
    void opensCookiesOfSevenOlderKeysAndNoMore() {
        byte[] cookie = jar.seal(keys, 1).getFirst();
        for (int day = 1; day <= 9; day++) {
            jar.replaceRing(jar.ring().at(day * DAY, KeyRotation.DEFAULT));
            assertEquals(day <= 7, jar.open(cookie).isPresent(), "day " + day);
            byte[] fresh = jar.seal(keys, 1).getFirst();
            assertEquals(ring.newest().id() + day, ByteBuffer.wrap(fresh).getInt());
        }
    }

    @Test
    void anOpenSealFollowsTheJarsRing() {
        var seal = new CookieSeal(jar, new SecureRandom()::nextBytes);
        byte[] plaintext = new byte[CookieJar.MAX_PLAINTEXT_OCTETS];
        byte[] cookie = jar.seal(keys, 1).getFirst();
        assertEquals(66, seal.open(cookie, 0, cookie.length, plaintext));

        jar.replaceRing(CookieKeyRing.create(new SecureRandom(), 0));

        assertEquals(-1, seal.open(cookie, 0, cookie.length, plaintext));
        byte[] fresh = jar.seal(keys, 1).getFirst();
        assertEquals(66, seal.open(fresh, 0, fresh.length, plaintext));
    }

    /** K22. */
    @Test
    void aRingKeptOverARestartOpensTheCookiesOfBefore() {
        byte[] cookie = jar.seal(keys, 1).getFirst();

        if (CookieKeyRing.decode(ring.encode()) instanceof Decoded.Ok(CookieKeyRing kept)) {
            assertTrue(new CookieJar(kept, new SecureRandom()).open(cookie).isPresent());
        } else {
            throw new AssertionError("a ring decodes from its own bytes");
        }
    }

    /** K28. */
    @Test
    void keysAreNotPrintedAndCanBeWiped() {
        String printed = keys.toString();
        assertFalse(printed.contains("000102") || printed.contains("[B@"), printed);

        keys.wipe();

        assertArrayEquals(new byte[32], keys.clientToServer());
        assertArrayEquals(new byte[32], keys.serverToClient());
    }

    private static SessionKeys keys(AeadAlgorithm algorithm) {
        return new SessionKeys(algorithm, counting(0, algorithm.keyOctets()), counting(0x20, algorithm.keyOctets()));
    }

    private static byte[] counting(int first, int octets) {
        byte[] bytes = new byte[octets];
        for (int i = 0; i < octets; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}
