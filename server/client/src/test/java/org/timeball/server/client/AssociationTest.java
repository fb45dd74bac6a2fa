package org.timeball.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.server.protocol.AeadAlgorithm;

/** An association and our own server in a virtual world: an hour takes milliseconds. */
class AssociationTest {

    private static final long HOUR = 3_600;
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long YEAR_NANOS = 365 * DAY_NANOS;

    @ParameterizedTest
    @ValueSource(longs = {0, 5_000_000_000L, -5_000_000_000L, -56 * YEAR_NANOS, 60 * YEAR_NANOS})
    void measuresAClockThatIsFarOff(long errorNanos) {
        var world = new VirtualWorld(VirtualWorld.plain(), errorNanos);

        world.run(60);

        assertEquals(2, world.measurements.size());
        for (var measurement : world.measurements) {
            assertEquals(-errorNanos * 1e-9, measurement.offsetSeconds(), 1e-4);
            assertEquals(0.02, measurement.delaySeconds(), 1e-4);
            assertTrue(Math.abs(measurement.offsetSeconds() + errorNanos * 1e-9) < measurement.boundSeconds());
            assertTrue(!measurement.isAuthentic());
        }
    }

    @ParameterizedTest
    @EnumSource
    void provesTimeUnderEveryAlgorithm(AeadAlgorithm algorithm) {
        var world = new VirtualWorld(
                VirtualWorld.settings(new Security.Nts(List.of(algorithm), Optional.empty())), 1_000_000);

        world.run(HOUR);

        assertEquals(1, world.keyExchanges.size());
        assertEquals(113, world.measurements.size(), 1);
        world.measurements.forEach(measurement -> assertTrue(measurement.isAuthentic()));
        assertEquals(0, world.server.cookiesSeenTwice());
        assertEquals(8, cookies(world));
    }

    /** Whichever of the two ways chrony exports keys, one of the first two requests finds it. */
    @Test
    void findsOutHowAnOlderChronyExportsKeys() {
        var world = new VirtualWorld(
                VirtualWorld.settings(new Security.Nts(List.of(AeadAlgorithm.AES_128_GCM_SIV), Optional.empty())), 0);
        world.server.exportsAsChrony();

        world.run(HOUR);

        assertEquals(1, world.keyExchanges.size());
        assertTrue(world.measurements.size() > 100);
    }

    @Test
    void keepsItsStockWhereAFifthOfAllPacketsIsLost() {
        var world = new VirtualWorld(VirtualWorld.nts(), 0);
        world.loses(0.2);

        world.run(24 * HOUR);

        assertTrue(world.measurements.size() > 600, () -> world.measurements.size() + " measurements");
        assertEquals(0, world.server.cookiesSeenTwice());
        assertTrue(world.keyExchanges.size() <= 4, () -> world.keyExchanges.size() + " key exchanges");
    }

    @Test
    void getsOtherKeysWhenTheServerHasForgottenIts() {
        var world = new VirtualWorld(VirtualWorld.nts(), 0);
        world.run(HOUR);
        int before = world.measurements.size();
        world.server.forgetsItsKeys();

        world.run(120);

        assertEquals(2, world.keyExchanges.size());
        assertTrue(world.measurements.size() > before);
    }

    /** RFC 8915 §5.7: a client whose cookies are refused goes on asking with them until it has others. */
    @Test
    void goesOnWithOldCookiesWhileKeyExchangeIsDown() {
        var world = new VirtualWorld(VirtualWorld.nts(), 0);
        world.run(60);
        world.losesKeyExchange();
        world.server.forgetsItsKeys();
        int before = world.requests.size();

        world.run(120);

        assertEquals(Heard.Kiss.class, world.lastHeard().getClass());
        assertTrue(world.requests.size() > before + 1);
    }

    /** RFC 8915 §4.2: 10 s, 15 s, 22.5 s and so on, five days at most. */
    @Test
    void waitsLongerFromOneKeyExchangeToTheNext() {
        var world = new VirtualWorld(VirtualWorld.nts(), 0);
        world.losesKeyExchange();

        world.run(90 * 24 * HOUR);

        for (int i = 1; i < world.keyExchanges.size(); i++) {
            double gap = (world.keyExchanges.get(i) - world.keyExchanges.get(i - 1)) * 1e-9;
            assertEquals(Math.min(10 * Math.pow(1.5, i - 1), 432_000), gap, 0.1);
        }
        assertTrue(world.keyExchanges.size() > 30);
        assertEquals(List.of(), world.requests);
    }

    /** Keys that nobody honours are no success: the next exchange waits as if this one had failed. */
    @Test
    void keysWithoutTimeDoNotResetTheLimiter() {
        var world = new VirtualWorld(VirtualWorld.nts(), 0);
        world.loses(1);

        world.run(10 * 24 * HOUR);

        assertTrue(world.keyExchanges.size() > 2);
        for (int i = 1; i < world.keyExchanges.size(); i++) {
            double gap = (world.keyExchanges.get(i) - world.keyExchanges.get(i - 1)) * 1e-9;
            assertTrue(gap >= Math.min(10 * Math.pow(1.5, i - 1), 432_000) - 0.1, "gap " + i + ": " + gap);
        }
    }

    @Test
    void neverAsksPlainlyUnderNts() {
        var world = new VirtualWorld(VirtualWorld.nts(), 0);
        world.losesKeyExchange();
        world.run(30 * 24 * HOUR);

        assertEquals(List.of(), world.requests);
    }

    @Test
    void asksMoreAndMoreRarelyWhenNobodyAnswers() {
        var world = new VirtualWorld(VirtualWorld.plain(), 0);
        world.loses(1);

        world.run(6 * HOUR);

        var gaps = IntStream.range(1, world.requests.size())
                .mapToLong(i -> Math.round((world.requests.get(i) - world.requests.get(i - 1)) * 1e-9))
                .boxed()
                .toList();
        assertEquals(List.of(33L, 65L, 129L, 257L, 513L, 1_025L, 2_049L, 2_049L), gaps.subList(0, 8));
    }

    @Test
    void saysWhenTheServerIsNotSynchronised() {
        var world = new VirtualWorld(VirtualWorld.nts(), 0);
        world.server.losesSynchronisation();

        world.run(HOUR);

        assertEquals(new Heard.Useless(ReplyFault.NOT_SYNCHRONISED), world.lastHeard());
        assertEquals(List.of(), world.measurements);
        assertEquals(8, cookies(world), "its answers are authentic, so its cookies are good");
    }

    /** The second look at the certificate: the server's own time says that it had ended, or not begun. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 1})
    void throwsKeysAwayWhoseCertificateIsNotValidAtTheServersTime(long side) {
        var world = new VirtualWorld(VirtualWorld.nts(), -YEAR_NANOS);
        long middle = VirtualWorld.START_NANOS + side * 30 * DAY_NANOS;
        world.hasCertificate(new CertificateWindow(middle - DAY_NANOS, middle + DAY_NANOS));

        world.run(HOUR);

        assertEquals(new Heard.Useless(ReplyFault.OUTSIDE_CERTIFICATE), world.lastHeard());
        assertEquals(List.of(), world.measurements);
        assertEquals(Optional.empty(), world.association().state().stock());
        assertTrue(world.keyExchanges.size() < 20, "and the limiter holds");
    }

    @Test
    void takesNoTimeBeforeTheFloor() {
        var settings = new AssociationSettings(
                new Security.Plain(VirtualServer.ADDRESS),
                PollRange.USUAL,
                false,
                VirtualWorld.START_NANOS + DAY_NANOS);
        var world = new VirtualWorld(settings, 0);

        world.run(HOUR);

        assertEquals(new Heard.Useless(ReplyFault.BEFORE_FLOOR), world.lastHeard());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void speaksInterleavedMode(boolean isProtected) {
        var security = isProtected
                ? new Security.Nts(Security.USUAL_OFFER, Optional.empty())
                : new Security.Plain(VirtualServer.ADDRESS);
        var world = new VirtualWorld(
                new AssociationSettings(security, PollRange.USUAL, true, VirtualWorld.FLOOR_NANOS), 3_000_000);

        world.run(HOUR);

        assertTrue(world.measurements.size() > 100);
        assertTrue(
                !world.measurements.getFirst().isInterleaved(),
                "the first cannot be, and the server begins to listen with the second");
        world.measurements.forEach(measurement -> assertEquals(-3e-3, measurement.offsetSeconds(), 1e-4));
        assertEquals(
                world.measurements.size() - 2,
                world.measurements.stream().filter(Measurement::isInterleaved).count());
    }

    @Test
    void givesAwayCookiesThatItDoesNotUseItself() {
        var world = new VirtualWorld(VirtualWorld.nts(), 0);
        assertEquals(Optional.empty(), world.association().setAside(2), "nothing is confirmed yet");
        world.run(60);

        var aside = world.association().setAside(2).orElseThrow();
        world.run(HOUR);
        var again = new Association(
                VirtualWorld.settings(new Security.Nts(Security.USUAL_OFFER, Optional.of(aside))),
                new java.util.Random(1)::nextBytes,
                world.nowNanos());

        assertEquals(2, aside.cookies().size());
        assertEquals(8, cookies(world), "others have come");
        var ask = assertInstanceOf(Step.Ask.class, again.next(world.nowNanos()), "no key exchange is needed");
        again.sent(world.clientNanos());
        var reply = world.server.answer(ask.request()).orElseThrow();
        assertInstanceOf(Heard.Time.class, again.received(reply, world.clientNanos() + 1_000_000, world.nowNanos()));
        assertEquals(0, world.server.cookiesSeenTwice());
    }

    private static int cookies(VirtualWorld world) {
        return world.association().state().stock().orElseThrow().cookies().size();
    }
}
