package org.timeball.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedSecretTest {

    private static final String DIGITS = "0123456789abcdef".repeat(8);
    private static final long DAY = 86_400;

    /** The end of 2026-11-26. */
    private static final long MIDNIGHT = 20_784 * DAY;

    private final SharedSecret secret = secret(DIGITS);

    @Test
    void twoServersOpenEachOthersCookiesOnEveryDay() {
        var other = secret(DIGITS);
        for (long day = 0; day < 20; day++) {
            long now = MIDNIGHT + day * DAY + 4_711;
            var here = new CookieJar(secret.ring(now, 7), new SecureRandom());
            var there = new CookieJar(other.ring(now + 3_600, 3), new SecureRandom());

            assertTrue(there.open(cookie(here)).isPresent());
            assertTrue(here.open(cookie(there)).isPresent());
        }
    }

    /** Clocks of two servers are never equal, and midnight is when that is seen. */
    @Test
    void opensTheCookiesOfAServerThatBeganItsDayAMomentEarlier() {
        var earlier = new CookieJar(secret.ring(MIDNIGHT, 7), new SecureRandom());
        var later = new CookieJar(secret.ring(MIDNIGHT - 1, 7), new SecureRandom());

        assertNotEquals(earlier.ring().newest(), later.ring().newest());
        assertTrue(later.open(cookie(earlier)).isPresent());
        assertTrue(earlier.open(cookie(later)).isPresent());
    }

    @Test
    void theRingGoesOnByItselfInStepWithTheSecret() {
        var ring = secret.ring(MIDNIGHT - 4_000, 7);
        for (long now = MIDNIGHT - 4_000; now < MIDNIGHT + 10 * DAY; now += 7_919) {
            ring = ring.at(now, new KeyRotation(DAY, 7));
            assertEquals(secret.ring(now, 7), ring);
            assertTrue(SharedSecret.isOfDay(ring, now));
            assertFalse(SharedSecret.isOfDay(ring, now + DAY));
            assertFalse(SharedSecret.isOfDay(ring, now - DAY));
        }
    }

    /** Without the secret there is no way back; waiting for its day is better than never to be in step again. */
    @Test
    void aRingOfTheFutureKeepsItsDays() {
        var ring = secret.ring(MIDNIGHT + 100 * DAY, 7);

        assertEquals(ring, ring.at(MIDNIGHT, new KeyRotation(DAY, 7)));
        assertEquals(secret.ring(MIDNIGHT + 101 * DAY, 7), ring.at(MIDNIGHT + 101 * DAY, new KeyRotation(DAY, 7)));
    }

    @Test
    void eachDayHasItsNumber() {
        var ring = secret.ring(MIDNIGHT, 3);

        assertEquals(
                List.of(20_784, 20_783, 20_782, 20_781),
                ring.keys().stream().map(MasterKey::id).toList());
        assertEquals(MIDNIGHT, ring.newestSinceSeconds());
    }

    @Test
    void survivesAClockThatIsWrong() {
        for (long now : new long[] {Long.MIN_VALUE, 0, 20_454 * DAY - 1, 20_454 * DAY}) {
            assertEquals(1, secret.ring(now, 7).keys().size());
            assertEquals(20_454 * DAY, secret.ring(now, 7).newestSinceSeconds());
        }
        assertEquals(8, secret.ring(Long.MAX_VALUE, 7).keys().size());
    }

    @Test
    void anotherSecretGivesOtherKeys() {
        var other = secret(DIGITS.substring(1) + "0");
        var here = new CookieJar(secret.ring(MIDNIGHT, 7), new SecureRandom());
        var there = new CookieJar(other.ring(MIDNIGHT, 7), new SecureRandom());

        assertTrue(here.open(cookie(there)).isEmpty());
        assertFalse(secret.equals(other));
        assertEquals(secret, secret(DIGITS));
    }

    @Test
    void aRingMadeAtRandomIsNotTakenForAShared() {
        assertTrue(SharedSecret.isShared(secret.ring(MIDNIGHT, 7)));
        var ring = CookieKeyRing.create(new SecureRandom(), MIDNIGHT);
        assertEquals(ring.newest().id() == 20_784, SharedSecret.isShared(ring));
        assertFalse(SharedSecret.isShared(new CookieKeyRing(MIDNIGHT + 1, ring.keys())));
    }

    @Test
    void readsWhatOpensslWrites() {
        assertEquals(secret, secret(DIGITS + "\n"));
        assertEquals(secret, secret("  " + DIGITS.toUpperCase(java.util.Locale.ROOT) + "\r\n"));
    }

    @Test
    void refusesWhatIsNotASecretAndNeverRepeatsIt() {
        for (String text : List.of(
                "", "\n", DIGITS.substring(1), DIGITS + "0", DIGITS.replace('0', 'g'), DIGITS.replaceFirst("0", " "))) {
            var refused = assertInstanceOf(Decoded.Malformed.class, decode(text), text);
            assertFalse(refused.toString().contains("123456"), refused.toString());
        }
        var random = new Random(64);
        for (int i = 0; i < 10_000; i++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            assertInstanceOf(Decoded.Malformed.class, SharedSecret.decode(garbage));
        }
    }

    /** K28. */
    @Test
    void isNeverPrinted() {
        assertEquals("SharedSecret", secret.toString());
    }

    private static byte[] cookie(CookieJar jar) {
        var keys = new SessionKeys(AeadAlgorithm.AES_128_GCM_SIV, new byte[16], new byte[16]);
        return jar.seal(keys, 1).getFirst();
    }

    private static SharedSecret secret(String text) {
        if (decode(text) instanceof Decoded.Ok(SharedSecret secret)) {
            return secret;
        }
        throw new AssertionError("that is a secret");
    }

    private static Decoded<SharedSecret> decode(String text) {
        return SharedSecret.decode(text.getBytes(StandardCharsets.US_ASCII));
    }
}
