package org.timeball.server.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.certificates.renewal.ExpiryAlarm;
import org.timeball.server.certificates.renewal.Window;
import org.timeball.server.state.CertificateSettings;
import org.timeball.server.state.StateDirectory;

/**
 * A certificate that renews itself, on a virtual clock. Of the case W16 of the test catalogue: modes of files, an authority that is
 * down for weeks, a third of its life left, a clock that is wrong, a disk that is full.
 */
class RenewalTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final List<String> NAMES = List.of("time.example.org", "2001:db8::1");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private StateDirectory state;
    private CertificateStore store;
    private final Authority authority = new Authority();

    /** Issues until it is told to refuse. */
    private final class Authority implements Issuer {

        private Optional<String> refusal = Optional.empty();
        private Optional<Window> window = Optional.empty();
        private final List<Instant> orders = new ArrayList<>();
        private final List<Boolean> asked = new ArrayList<>();
        private final List<Optional<X509Certificate>> replaced = new ArrayList<>();

        @Override
        public ServerIdentity order(Optional<X509Certificate> before, Instant now) throws OrderException {
            orders.add(now);
            replaced.add(before);
            asked.add(store.isAsked("public"));
            if (refusal.isPresent()) {
                throw new OrderException(refusal.get());
            }
            return own(NAMES).order(before, now);
        }

        @Override
        public Wish wish(X509Certificate shown, Instant now) {
            return new Wish(window, now.plus(Duration.ofHours(6)));
        }
    }

    @BeforeEach
    void open() throws Exception {
        state = StateDirectory.open(directory);
        store = new CertificateStore(state);
    }

    private OwnIssuer own(List<String> names) {
        return new OwnIssuer(state, new CertificateSettings.Authority("Test", List.of("example.org")), names);
    }

    private Renewal renewal() throws Exception {
        return new Renewal("public", NAMES, store, Optional.of(authority), new Random(9_773));
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    private Instant until() throws Exception {
        return store.load("public").orElseThrow().leaf().getNotAfter().toInstant();
    }

    @Test
    void aBoxWithoutTimeOrdersNothingAndJudgesNothing() throws Exception {
        var renewal = renewal();

        assertInstanceOf(Renewal.Waits.class, renewal.step(Optional.empty()));
        assertEquals(List.of(), authority.orders);

        renewal.step(Optional.of(START));
        renewal.step(Optional.empty());
        assertEquals(Optional.empty(), renewal.seen().alarm());
        assertEquals(1, authority.orders.size());
    }

    /** A daemon that is killed in the midst of an order that somebody asked for has it to do still when it starts. */
    @Test
    void forgetsThatItWasAskedOnlyOnceSomethingCameOfIt() throws Exception {
        var renewal = renewal();
        renewal.step(Optional.of(START));
        store.ask("public");

        renewal.step(Optional.of(day(1)));

        assertEquals(List.of(false, true), authority.asked);
        assertFalse(store.isAsked("public"));
        assertInstanceOf(Renewal.Waits.class, renewal.step(Optional.of(day(2))));
    }

    /** People look while others are ordered for minutes: what was just had or failed has its next attempt already. */
    @Test
    void tellsAtOnceWhenItIsTriedForNext() throws Exception {
        var renewal = renewal();

        renewal.step(Optional.of(START));
        assertTrue(renewal.seen().next().orElseThrow().isAfter(day(300)));

        authority.refusal = Optional.of("no");
        store.ask("public");
        assertInstanceOf(Renewal.Failed.class, renewal.step(Optional.of(day(1))));
        assertTrue(renewal.seen().next().orElseThrow().isAfter(day(1)));
    }

    @Test
    void ordersTheFirstAtOnceAndKeepsItWithItsKeyForItsOwnerAlone() throws Exception {
        var renewed = assertInstanceOf(Renewal.Renewed.class, renewal().step(Optional.of(START)));

        var file = store.file("public");
        assertEquals(
                renewed.identity().leaf(), store.load("public").orElseThrow().leaf());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(
                List.of("time.example.org", "2001:db8:0:0:0:0:0:1"),
                CertificateNames.of(renewed.identity().leaf()));
    }

    @Test
    void renewsWithAThirdOfItsLifeLeftAndSaysWhichItReplaces() throws Exception {
        var renewal = renewal();
        renewal.step(Optional.of(START));
        var first = renewal.seen().leaf();
        var third = until().minus(Duration.between(START.minus(Duration.ofDays(1)), until())
                .dividedBy(3));

        assertInstanceOf(Renewal.Waits.class, renewal.step(Optional.of(third.minus(SECOND))));
        assertEquals(Optional.of(third), renewal.seen().next());
        assertInstanceOf(Renewal.Renewed.class, renewal.step(Optional.of(third)));

        assertEquals(List.of(Optional.empty(), first), authority.replaced);
        assertNotEquals(
                first.orElseThrow().getPublicKey(),
                renewal.seen().leaf().orElseThrow().getPublicKey(),
                "a new key each time");
    }

    @Test
    void renewsInTheWindowOfTheAuthority() throws Exception {
        authority.window = Optional.of(new Window(day(40), day(50)));
        var renewal = renewal();
        renewal.step(Optional.of(START));
        renewal.step(Optional.of(day(1)));

        var due = renewal.seen().next().orElseThrow();
        assertTrue(!due.isBefore(day(40)) && !due.isAfter(day(50)), due::toString);
        assertInstanceOf(Renewal.Waits.class, renewal.step(Optional.of(due.minus(SECOND))));
        assertInstanceOf(Renewal.Renewed.class, renewal.step(Optional.of(due)));
    }

    /** A box that is started again and again does not ask as often. */
    @Test
    void remembersItsFailuresOverARestart() throws Exception {
        authority.refusal = Optional.of("the name does not lead here");
        renewal().step(Optional.of(START));
        var again = renewal();

        assertInstanceOf(Renewal.Waits.class, again.step(Optional.of(START.plus(SECOND))));
        assertEquals(List.of(START), authority.orders);
        assertEquals("the name does not lead here", again.seen().state().words());
        assertInstanceOf(Renewal.Failed.class, again.step(Optional.of(START.plus(Duration.ofMinutes(5)))));
    }

    @Test
    void ordersAtOnceWhenAskedTo() throws Exception {
        var renewal = renewal();
        renewal.step(Optional.of(START));
        store.ask("public");
        store.ask("public");

        assertInstanceOf(Renewal.Renewed.class, renewal.step(Optional.of(day(1))));
        assertInstanceOf(Renewal.Waits.class, renewal.step(Optional.of(day(1).plus(SECOND))));
    }

    /** The authority is no good for a month: the old certificate stays, and people are told, more and more urgently. */
    @Test
    void keepsTheOldOneAndAlarmsWhenItCannotBeRenewed() throws Exception {
        var renewal = renewal();
        renewal.step(Optional.of(START));
        var shown = renewal.seen().leaf();
        authority.refusal = Optional.of("closed");
        var until = until();

        for (var now = until.minus(Duration.ofDays(300)); now.isBefore(until); now = now.plus(Duration.ofHours(7))) {
            renewal.step(Optional.of(now));
        }
        assertEquals(shown, renewal.seen().leaf());
        assertEquals(Optional.of(ExpiryAlarm.TWO_DAYS_LEFT), renewal.seen().alarm());
        renewal.step(Optional.of(until.plus(SECOND)));
        assertEquals(Optional.of(ExpiryAlarm.EXPIRED), renewal.seen().alarm());
    }

    @Test
    void ordersAnotherWhereOneIsDamagedOrLacksAName() throws Exception {
        renewal().step(Optional.of(START));
        Files.writeString(store.file("public"), "what a worn card gave back");
        assertInstanceOf(Renewal.Renewed.class, renewal().step(Optional.of(day(1))));

        store.save("public", own(List.of("old.example.org")).order(Optional.empty(), day(1)));
        assertInstanceOf(Renewal.Renewed.class, renewal().step(Optional.of(day(2))));
        assertEquals(3, authority.orders.size());
        assertEquals(Optional.empty(), authority.replaced.getLast(), "it replaces none of these names");
    }

    @Test
    void whatAPersonBringsIsOnlyLookedAt() throws Exception {
        store.save("upload", own(NAMES).order(Optional.empty(), START));
        var renewal = new Renewal("upload", List.of(), store, Optional.empty(), new Random(1));

        assertInstanceOf(Renewal.Waits.class, renewal.step(Optional.of(day(729))));
        assertEquals(Optional.of(ExpiryAlarm.TWO_DAYS_LEFT), renewal.seen().alarm());
        assertEquals(Optional.empty(), renewal.seen().next());
    }

    /** Where nothing can be written, an authority must not be asked each second. */
    @Test
    void whatCannotBeKeptIsAFailureLikeAnyOther() throws Exception {
        Files.createDirectories(store.file("public").resolve("in the way"));
        var renewal = renewal();

        var failed = assertInstanceOf(Renewal.Failed.class, renewal.step(Optional.of(START)));
        assertTrue(failed.why().contains("cannot write " + store.file("public")), failed::why);
        assertInstanceOf(Renewal.Waits.class, renewal.step(Optional.of(START.plus(SECOND))));
        assertEquals(1, authority.orders.size());
    }
}
