package org.timeball.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CookieKeyRingTest {

    private static final long NOW = 1_795_000_000L;
    private static final long DAY = KeyRotation.DEFAULT.intervalSeconds();

    private final CookieKeyRing ring = CookieKeyRing.create(new SecureRandom(), NOW);

    @Test
    void staysAsItIsForADay() {
        assertSame(ring, ring.at(NOW, KeyRotation.DEFAULT));
        assertSame(ring, ring.at(NOW + DAY - 1, KeyRotation.DEFAULT));
    }

    @Test
    void doesNotMindAClockThatIsSetBackALittle() {
        assertSame(ring, ring.at(NOW - 1, KeyRotation.DEFAULT));
        assertSame(ring, ring.at(NOW - DAY, KeyRotation.DEFAULT));
    }

    /** A box without a clock of its own may have made its first key in 2099, and must not keep it until then. */
    @Test
    void countsFromNowWhenItsKeyIsOfTheFuture() {
        long now = NOW - 1_000 * DAY;

        CookieKeyRing found = ring.at(now, KeyRotation.DEFAULT);

        assertEquals(new CookieKeyRing(now, ring.keys()), found, "no key is lost");
        assertEquals(
                ring.newest().next(), found.at(now + DAY, KeyRotation.DEFAULT).newest());
        assertSame(ring, ring.at(Long.MIN_VALUE, KeyRotation.DEFAULT), "before all time there is nothing to count");
    }

    @Test
    void putsANewKeyInFrontEachDayAndForgetsTheNinth() {
        CookieKeyRing later = ring;
        for (int day = 1; day <= 20; day++) {
            CookieKeyRing before = later;
            later = later.at(NOW + day * DAY, KeyRotation.DEFAULT);
            assertEquals(before.newest().next(), later.newest());
            assertEquals(
                    Math.min(day + 1, (1 + KeyRotation.DEFAULT.staleKeys())),
                    later.keys().size());
            assertEquals(before.newest(), later.keys().get(1));
            assertEquals(NOW + day * DAY, later.newestSinceSeconds());
        }
        assertFalse(later.keys().contains(ring.newest()));
    }

    @Test
    void catchesUpWithTheDaysItSlept() {
        CookieKeyRing dayByDay = ring;
        for (int day = 1; day <= 30; day++) {
            dayByDay = dayByDay.at(NOW + day * DAY + 17, KeyRotation.DEFAULT);
        }

        assertEquals(dayByDay, ring.at(NOW + 30 * DAY + 17, KeyRotation.DEFAULT));
        assertEquals(NOW + 30 * DAY, dayByDay.newestSinceSeconds(), "the hour of rotation does not drift");
    }

    @Test
    void survivesAClockThatJumpsToTheEndOfTime() {
        CookieKeyRing later = ring.at(Long.MAX_VALUE, KeyRotation.DEFAULT);

        assertEquals((1 + KeyRotation.DEFAULT.staleKeys()), later.keys().size());
        assertSame(later, later.at(Long.MAX_VALUE, KeyRotation.DEFAULT));
    }

    @Test
    void comesBackFromItsBytes() {
        for (int days = 0; days < 10; days++) {
            CookieKeyRing kept = ring.at(NOW + days * DAY, KeyRotation.DEFAULT);
            assertEquals(new Decoded.Ok<>(kept), CookieKeyRing.decode(kept.encode()));
        }
    }

    /** K25. */
    @Test
    void refusesEveryTruncationAndEveryChange() {
        byte[] kept = ring.at(NOW + 3 * DAY, KeyRotation.DEFAULT).encode();
        for (int octets = 0; octets < kept.length; octets++) {
            assertInstanceOf(Decoded.Malformed.class, CookieKeyRing.decode(Arrays.copyOf(kept, octets)));
            byte[] changed = kept.clone();
            changed[octets] ^= 0x10;
            assertInstanceOf(Decoded.Malformed.class, CookieKeyRing.decode(changed));
        }
        assertInstanceOf(Decoded.Malformed.class, CookieKeyRing.decode(Arrays.copyOf(kept, kept.length + 1)));
        assertInstanceOf(Decoded.Malformed.class, CookieKeyRing.decode(new byte[kept.length]));
    }

    @Test
    void refusesGarbage() {
        var random = new Random(25);
        for (int i = 0; i < 100_000; i++) {
            byte[] garbage = new byte[random.nextInt(700)];
            random.nextBytes(garbage);
            assertInstanceOf(Decoded.Malformed.class, CookieKeyRing.decode(garbage));
        }
    }

    @Test
    void refusesTwoKeysOfOneNumber() {
        var key = new MasterKey(1, new byte[MasterKey.OCTETS]);
        assertThrows(IllegalArgumentException.class, () -> new CookieKeyRing(NOW, List.of(key, key)));
        assertThrows(IllegalArgumentException.class, () -> new CookieKeyRing(NOW, List.of()));
    }

    @Test
    void ratchetsDependOnKeyAndNumberAndNothingElse() {
        var key = new MasterKey(-1, new byte[MasterKey.OCTETS]);
        byte[] other = new byte[MasterKey.OCTETS];
        other[63] = 1;

        assertEquals(0, key.next().id());
        assertEquals(key.next(), new MasterKey(-1, new byte[MasterKey.OCTETS]).next());
        assertNotEquals(key.next(), new MasterKey(-1, other).next());
        assertFalse(Arrays.equals(
                key.next().octets(),
                new MasterKey(-2, new byte[MasterKey.OCTETS]).next().octets()));
    }

    /** K28. */
    @Test
    void neverPrintsAKey() {
        String secret = HexFormat.of().formatHex(ring.newest().octets());
        String printed = ring.toString() + ring.newest();

        assertFalse(printed.contains(secret.substring(0, 8)));
        assertFalse(printed.contains("[B@"));
    }

    @Test
    void aRenewedKeyDoesNotFollowFromTheOthersWhichGoOnOpening() {
        var random = new SecureRandom();
        var ring = CookieKeyRing.create(random, NOW);
        var renewed = ring.renewed(random, NOW + 5, 7);

        assertEquals(NOW + 5, renewed.newestSinceSeconds());
        assertEquals(ring.keys(), renewed.keys().subList(1, renewed.keys().size()));
        assertNotEquals(ring.newest().next(), renewed.newest());
        for (int i = 0; i < 20; i++) {
            renewed = renewed.renewed(random, NOW + 6 + i, 7);
        }
        assertEquals(8, renewed.keys().size(), "no more are kept than the rotation keeps");
        assertEquals(1, renewed.renewed(random, NOW + 99, 0).keys().size());
    }
}
