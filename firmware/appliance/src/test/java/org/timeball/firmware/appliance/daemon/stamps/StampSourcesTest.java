package org.timeball.firmware.appliance.daemon.stamps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.control.StampedInterface;
import org.timeball.server.linux.CardReading;
import org.timeball.server.linux.CardStamping;
import org.timeball.server.linux.InterfaceStamps;
import org.timeball.server.linux.StampWish;
import org.timeball.server.ntp.stamps.CardTime;

/** What becomes of cards that there are nowhere here: made by hand, as the kernel would describe them. */
class StampSourcesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long RAW = 1_795_400_000L * SECOND;
    private static final long CARD_AHEAD = 37 * SECOND;

    private static final InterfaceStamps LOOPBACK = new InterfaceStamps("lo", true, true, Optional.empty());
    private static final InterfaceStamps FIRST = with("eth0", 0, true);
    private static final InterfaceStamps SECOND_OF_FIRST = with("eth0.7", 0, true);
    private static final InterfaceStamps OTHER = with("eth1", 1, true);
    private static final InterfaceStamps INCAPABLE = with("eth2", 2, false);

    private static InterfaceStamps with(String name, int clock, boolean stampsSent) {
        return new InterfaceStamps(name, true, true, Optional.of(new InterfaceStamps.Card(clock, stampsSent, 1)));
    }

    /** Cards that do as they are told, but for what is refused. */
    private static final class MadeUp implements Cards {

        private final List<String> refusing;
        private final List<String> did = new ArrayList<>();
        private Optional<CardReading> reading = Optional.empty();

        MadeUp(String... refusing) {
            this.refusing = List.of(refusing);
        }

        @Override
        public CardStamping.Outcome turnOn(InterfaceStamps found, InterfaceStamps.Card card) {
            did.add("turned on " + found.name());
            return refusing.contains(found.name()) ? new CardStamping.Refused("EPERM") : new CardStamping.On();
        }

        @Override
        public Clock open(String device) throws DeviceException {
            if (refusing.contains(device)) {
                throw new DeviceException("open(" + device + "): EACCES");
            }
            did.add("opened " + device);
            return new Clock() {
                @Override
                public Optional<CardReading> read() {
                    return reading;
                }

                @Override
                public void close() {
                    did.add("closed " + device);
                }
            };
        }
    }

    /** Interfaces, who refuses, and what is said then. */
    record Row(boolean isWanted, List<InterfaceStamps> found, List<String> refusing, StampWish wish, String said) {
        @Override
        public String toString() {
            return said;
        }
    }

    private static final String OF_LOOPBACK = "lo: kernel software stamps (interface has no hardware clock)";

    static final List<Row> ROWS = List.of(
            new Row(false, List.of(LOOPBACK), List.of(), StampWish.KERNEL, OF_LOOPBACK),
            new Row(true, List.of(LOOPBACK), List.of(), StampWish.KERNEL, OF_LOOPBACK),
            new Row(
                    false,
                    List.of(FIRST),
                    List.of(),
                    StampWish.KERNEL,
                    "eth0: kernel software stamps (/dev/ptp0 is not asked for: hardware-stamps = true under [ntp] does)"),
            new Row(
                    true,
                    List.of(FIRST, LOOPBACK),
                    List.of(),
                    StampWish.CARD,
                    "eth0: hardware stamps by /dev/ptp0\n" + OF_LOOPBACK),
            new Row(
                    true,
                    List.of(FIRST, SECOND_OF_FIRST, OTHER),
                    List.of(),
                    StampWish.CARD,
                    "eth0: hardware stamps by /dev/ptp0\neth0.7: hardware stamps by /dev/ptp0\n"
                            + "eth1: kernel software stamps (/dev/ptp1 is not used beside /dev/ptp0)"),
            new Row(
                    true,
                    List.of(FIRST, OTHER),
                    List.of("eth0"),
                    StampWish.CARD,
                    "eth0: kernel software stamps (/dev/ptp0 is not used: EPERM)\neth1: hardware stamps by /dev/ptp1"),
            new Row(
                    true,
                    List.of(FIRST),
                    List.of("/dev/ptp0"),
                    StampWish.KERNEL,
                    "eth0: kernel software stamps (/dev/ptp0 is not used: open(/dev/ptp0): EACCES)"),
            new Row(
                    true,
                    List.of(INCAPABLE),
                    List.of(),
                    StampWish.KERNEL,
                    "eth2: kernel software stamps (/dev/ptp2 does not stamp all packets both ways)"),
            new Row(
                    true,
                    List.of(new InterfaceStamps("usb0", true, false, Optional.empty())),
                    List.of(),
                    StampWish.KERNEL,
                    "usb0: kernel software stamps on arrival, the daemon's on departure (interface has no hardware clock)"),
            new Row(
                    true,
                    List.of(new InterfaceStamps("tun0", false, false, Optional.empty())),
                    List.of(),
                    StampWish.KERNEL,
                    "tun0: the daemon's stamps (interface has no hardware clock)"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void saysWhoStampsAndWhyNobodyBetter(Row row) {
        var cards = new MadeUp(row.refusing.toArray(String[]::new));
        try (var sources = new StampSources(row.isWanted, () -> row.found, cards, 0)) {
            assertEquals(row.said, said(sources));
            assertEquals(row.wish, sources.wish());
        }
        assertTrue(row.isWanted || cards.did.isEmpty(), "nobody touches a card unasked");
    }

    private static String said(StampSources sources) {
        return String.join(
                "\n",
                sources.interfaces().stream()
                        .map(each -> each.name() + ": " + each.stampedBy())
                        .toList());
    }

    /** What a stamp means is known from the second reading on; without readings the line says so. */
    @Test
    void learnsWhatStampsMeanAndSaysWhenItDoesNot() {
        var cards = new MadeUp();
        var sources = new StampSources(true, () -> List.of(FIRST), cards, 0);
        assertEquals(CardTime.UNKNOWN, sources.time());
        for (int second = 0; second <= 12; second++) {
            long raw = RAW + second * SECOND;
            cards.reading = Optional.of(new CardReading(raw, raw + 500 + CARD_AHEAD, raw + 1_000));
            sources.lookIfDue(second * SECOND);
            assertEquals(second > 0, sources.time().isKnown());
        }
        assertEquals(RAW + 12 * SECOND + 7_000, sources.time().raw(RAW + 12 * SECOND + 7_000 + CARD_AHEAD));
        assertEquals("eth0: hardware stamps by /dev/ptp0", said(sources));

        cards.reading = Optional.empty();
        for (int second = 13; second <= 24; second++) {
            sources.lookIfDue(second * SECOND);
        }
        assertEquals("eth0: kernel software stamps (/dev/ptp0 gives no readings to compare)", said(sources));
        sources.close();
        assertEquals(List.of("turned on eth0", "opened /dev/ptp0", "closed /dev/ptp0"), cards.did);
    }

    @Test
    void noticesAnInterfaceThatIsPluggedIn() {
        var found = new ArrayList<>(List.of(LOOPBACK));
        var sources = new StampSources(true, () -> List.copyOf(found), new MadeUp(), 0);
        found.add(FIRST);
        sources.lookIfDue(5 * SECOND);
        assertEquals(OF_LOOPBACK, said(sources));
        sources.lookIfDue(10 * SECOND);
        assertEquals(
                OF_LOOPBACK + "\neth0: kernel software stamps (/dev/ptp0 is not used: the daemon started without it)",
                said(sources));
    }

    /** This machine's own, whatever they are: the kernel stamps on loopback. */
    @Test
    void asksTheKernel() {
        try (var sources = StampSources.open(true, 0)) {
            var loopback = new StampedInterface("lo", OF_LOOPBACK.substring("lo: ".length()));
            assertTrue(sources.interfaces().contains(loopback), sources.interfaces()::toString);
            sources.lookIfDue(20 * SECOND);
            assertFalse(sources.interfaces().isEmpty());
        }
    }
}
