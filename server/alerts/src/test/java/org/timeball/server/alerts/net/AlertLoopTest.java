package org.timeball.server.alerts.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.alerts.AlertFacts;
import org.timeball.server.alerts.AlertMessage;
import org.timeball.server.alerts.Finding;
import org.timeball.server.alerts.Readings;
import org.timeball.server.alerts.SomeFacts;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.event.Event;
import org.timeball.server.state.AlertChannel;
import org.timeball.server.state.AlertCondition;
import org.timeball.server.state.AlertSettings;
import org.timeball.server.state.AlertSeverity;
import org.timeball.server.state.AlertTiming;
import org.timeball.server.state.StateDirectory;

/** From what is so to what a channel is given, over restarts, with the time in the test's hand. */
@Timeout(60)
class AlertLoopTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long EPOCH_NANOS = 1_795_000_000L * SECOND;
    private static final AlertTiming PROMPT = new AlertTiming("box", 0, 10, 0, Map.of(AlertCondition.STORAGE, 0));
    private static final Finding FULL = new Finding(AlertCondition.STORAGE, "", "the disk is full");

    @TempDir
    private Path folder;

    private final Map<String, Recorded> channels = new HashMap<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private long nowNanos;
    private List<Finding> findings = List.of();
    private String boot = "first";

    /** A channel that keeps what it is given, and does what it is told. */
    private static final class Recorded implements Channel {

        final BlockingQueue<AlertMessage> taken = new LinkedBlockingQueue<>();
        final List<Readings> shown = new CopyOnWriteArrayList<>();
        volatile String trouble = "";
        volatile boolean isHanging;
        volatile boolean isClosed;
        volatile boolean shows;

        @Override
        public void deliver(AlertMessage message) throws DeliveryException {
            if (isHanging) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException late) {
                    throw new DeliveryException("it took too long", late);
                }
            }
            if (!trouble.isEmpty()) {
                throw new DeliveryException(trouble);
            }
            taken.add(message);
        }

        @Override
        public boolean shows() {
            return shows;
        }

        @Override
        public void show(Readings readings) {
            shown.add(readings);
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    @BeforeEach
    void prepare() {
        nowNanos = 0;
    }

    private static AlertChannel channel(String name, AlertSeverity least) {
        return new AlertChannel(
                name,
                least,
                new AlertChannel.Webhook(
                        new AlertChannel.Address(Optional.of(URI.create("https://a.example/")), Optional.empty()),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static AlertSettings settings(String... names) {
        var all = new ArrayList<AlertChannel>();
        for (String name : names) {
            all.add(channel(name, AlertSeverity.WARNING));
        }
        return new AlertSettings(PROMPT, all);
    }

    private AlertLoop loop(AlertSettings settings) throws Exception {
        return new AlertLoop(
                StateDirectory.open(folder.resolve("state")),
                settings,
                new AlertWorld(
                        () -> new AlertFacts(
                                SomeFacts.well().status(), SomeFacts.well().certificates(), findings),
                        named -> channels.computeIfAbsent(named.settings().name(), _ -> new Recorded()),
                        () -> nowNanos,
                        () -> EPOCH_NANOS + nowNanos,
                        events::add,
                        "host",
                        boot));
    }

    /** Looks once a second; after each look what channels were at is over, unless one hangs. */
    private void pass(AlertLoop loop, int seconds) throws InterruptedException {
        for (int i = 0; i < seconds; i++) {
            nowNanos += SECOND;
            loop.look();
            settle(loop);
        }
    }

    private void settle(AlertLoop loop) throws InterruptedException {
        while (loop.isBusy() && channels.values().stream().noneMatch(one -> one.isHanging)) {
            loop.work(SECOND);
        }
    }

    @Test
    void tellsOfTheBeginningAndTheEnd() throws Exception {
        var loop = loop(settings("phone", "mail"));
        findings = List.of(FULL);
        pass(loop, 3);
        findings = List.of();
        pass(loop, 20);

        for (String name : List.of("phone", "mail")) {
            var taken = List.copyOf(channels.get(name).taken);
            assertEquals(
                    List.of("1 box: Storage", "2 box: Storage is over"),
                    taken.stream().map(one -> one.number() + " " + one.title()).toList());
        }
        assertEquals(
                List.of("alert-began", "alert-over"),
                events.stream().map(Event::what).toList());
        var report = loop.report();
        assertEquals(List.of(), report.raised());
        assertEquals(2, report.told().size());
        assertEquals(2, report.channels().getFirst().delivered());
        assertTrue(report.channels().getFirst().lastUtcSecond() > 0);
    }

    @Test
    void asksForNoMoreThanAChannelWants() throws Exception {
        var loop = loop(new AlertSettings(
                PROMPT, List.of(channel("all", AlertSeverity.NOTICE), channel("worst", AlertSeverity.CRITICAL))));
        findings = List.of(FULL);
        pass(loop, 3);

        assertEquals(1, channels.get("all").taken.size());
        assertEquals(0, channels.get("worst").taken.size());
        assertEquals(1, loop.report().raised().size());
    }

    /** What waits is there after a restart, and what was raised is told to be over by the next daemon. */
    @Test
    void losesNothingOverARestart() throws Exception {
        var first = loop(settings("phone"));
        channels.get("phone").trouble = "no way there";
        findings = List.of(FULL);
        pass(first, 3);
        assertEquals(1, first.report().channels().getFirst().waiting());
        assertEquals("no way there", first.report().channels().getFirst().trouble());

        channels.get("phone").trouble = "";
        boot = "second";
        var second = loop(settings("phone"));
        findings = List.of();
        pass(second, 20);

        assertEquals(
                List.of("box: Storage", "box: Storage is over"),
                channels.get("phone").taken.stream().map(AlertMessage::title).toList());
        assertEquals(
                List.of("alert-began", "alert-once", "alert-over"),
                events.stream().map(Event::what).toList());
        assertTrue(events.get(1).sentence().contains("The machine began anew"), events::toString);
    }

    @Test
    void saysNothingOfTheFirstStart() throws Exception {
        pass(loop(settings("phone")), 5);

        assertEquals(List.of(), events);
    }

    @Test
    void triesAgainAfterAPause() throws Exception {
        var loop = loop(settings("phone"));
        channels.get("phone").trouble = "no way there";
        findings = List.of(FULL);
        pass(loop, 20);
        assertEquals(1, loop.report().channels().getFirst().failures());
        channels.get("phone").trouble = "";
        pass(loop, 15);

        assertEquals(1, channels.get("phone").taken.size());
        assertEquals(0, loop.report().channels().getFirst().failures());
        assertEquals("", loop.report().channels().getFirst().trouble());
    }

    /** A server that does not answer holds up its own channel alone, and not for ever. */
    @Test
    void isNotHeldUpByAChannelThatHangs() throws Exception {
        var loop = loop(settings("slow", "quick"));
        channels.get("slow").isHanging = true;
        findings = List.of(FULL);
        pass(loop, 1);
        assertTrue(channels.get("quick").taken.poll(10, TimeUnit.SECONDS) != null);

        nowNanos += AlertLoop.JOB_NANOS;
        loop.look();
        while (loop.report().channels().getFirst().trouble().isEmpty()) {
            loop.work(SECOND);
        }
        assertEquals("it took too long", loop.report().channels().getFirst().trouble());
        assertEquals(1, loop.report().channels().getFirst().waiting());
    }

    @Test
    void testsAChannel() throws Exception {
        var loop = loop(settings("phone"));
        var good = loop.test("phone");
        loop.work(0);
        settle(loop);
        assertEquals(new AdminReply.Done("the test was taken by a.example"), good.get());
        assertEquals("test", channels.get("phone").taken.element().condition());

        channels.get("phone").trouble = "no way there";
        var bad = loop.test("phone");
        loop.work(0);
        settle(loop);
        assertEquals(new AdminReply.Failed("the test did not arrive: no way there"), bad.get());
        assertEquals(0, loop.report().channels().getFirst().waiting());

        var unknown = loop.test("nobody");
        loop.work(0);
        assertInstanceOf(AdminReply.Refused.class, unknown.get());
        assertEquals(0, loop.report().told().size());
    }

    @Test
    void takesOtherSettingsAndKeepsWhatWaits() throws Exception {
        var loop = loop(settings("phone", "mail"));
        channels.get("phone").trouble = "no way there";
        findings = List.of(FULL);
        pass(loop, 2);
        var before = channels.remove("phone");

        loop.adopt(new AlertSettings(PROMPT, List.of(channel("phone", AlertSeverity.CRITICAL))));
        loop.work(0);
        settle(loop);

        assertTrue(before.isClosed);
        assertTrue(channels.get("mail").isClosed);
        assertEquals(1, channels.get("phone").taken.size());
        assertEquals(1, loop.report().channels().size());
    }

    @Test
    void showsHowTheClockIsWhereSomebodyLooks() throws Exception {
        channels.put("house", new Recorded());
        channels.get("house").shows = true;
        var loop = loop(settings("house"));
        pass(loop, 29);
        assertEquals(1, channels.get("house").shown.size());
        assertEquals("OFF", channels.get("house").shown.getFirst().problem());
        findings = List.of(FULL);
        pass(loop, 2);

        assertEquals("ON", channels.get("house").shown.getLast().problem());
        assertFalse(channels.get("house").shown.size() > 3, channels.get("house").shown::toString);
    }

    /** A file that was damaged is no reason not to start. */
    @Test
    void beginsAnewWhereItsFileIsDamaged() throws Exception {
        var first = loop(settings("phone"));
        findings = List.of(FULL);
        pass(first, 2);
        for (String name : List.of("alerts", "alerts.previous")) {
            var file = folder.resolve("state").resolve(name);
            if (Files.exists(file)) {
                Files.write(file, "rubbish".getBytes(StandardCharsets.UTF_8));
            }
        }

        var second = loop(settings("phone"));
        pass(second, 2);

        assertEquals(2, channels.get("phone").taken.size());
    }

    /** A disk that takes nothing is an alarm; messages go out all the same. */
    @Test
    void tellsEvenWhenNothingCanBeKept() throws Exception {
        var loop = loop(settings("phone"));
        Files.createDirectories(folder.resolve("state").resolve("alerts.new").resolve("in the way"));
        findings = List.of(FULL);
        pass(loop, 2);

        assertEquals(1, channels.get("phone").taken.size());
        assertEquals(1, loop.alarms().size());
        Files.delete(folder.resolve("state").resolve("alerts.new").resolve("in the way"));
        Files.delete(folder.resolve("state").resolve("alerts.new"));
        pass(loop, 61);
        assertEquals(List.of(), loop.alarms());
    }
}
