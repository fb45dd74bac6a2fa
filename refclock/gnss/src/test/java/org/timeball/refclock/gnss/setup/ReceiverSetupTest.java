package org.timeball.refclock.gnss.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.gnss.ReceiverMessage;

/** The dialogue with receivers that take commands, keep them and answer, over a clock that runs as it is asked. */
class ReceiverSetupTest {

    private static final long SECOND = 1_000_000_000L;

    /** No message and no value has this number. */
    private static final int NONE = -1;

    private long now = -SECOND;
    private int baud;

    private static ScriptedReceiver ublox(int baud, String hardware, String... extensions) {
        var receiver = new ScriptedReceiver(baud);
        receiver.version = ScriptedReceiver.version(hardware, extensions);
        receiver.chatter = List.of(ScriptedReceiver.anyFrame());
        return receiver;
    }

    private static ScriptedReceiver f9t() {
        return ublox(38_400, "00190000", "FWVER=TIM 2.20", "PROTVER=29.20", "MOD=ZED-F9T");
    }

    private static ScriptedReceiver m8t() {
        return ublox(9_600, "00080000", "FWVER=TIM 1.10", "PROTVER=22.00", "MOD=NEO-M8T-0");
    }

    private static ScriptedReceiver l70() {
        var receiver = new ScriptedReceiver(9_600);
        receiver.release = "AXN_2.51_3339_19071200,0002,QUECTEL-L70,1.0";
        receiver.chatter = List.of(PmtkCommand.of(10, "001").sentence());
        return receiver;
    }

    private static SetupWishes wishes(ScriptedReceiver receiver, TimeMode mode, boolean isToBeSaved) {
        return new SetupWishes(Optional.empty(), UbloxPort.UART1, receiver.baud, 115_200, 50, mode, isToBeSaved);
    }

    private static SetupWishes wishes(ScriptedReceiver receiver) {
        return wishes(receiver, new TimeMode.Unchanged(), false);
    }

    @Test
    void setsUpAReceiverOfConfigurationValues() {
        var receiver = f9t();
        var done = done(receiver, wishes(receiver, new TimeMode.SurveyIn(86_400, 2), false));
        assertEquals(
                new SetupAction.Done(ReceiverFamily.UBLOX, "ZED-F9T", "TIM 2.20", 115_200, List.of(), false), done);
        assertEquals(115_200, receiver.baud);
        assertEquals(115_200, baud);
        Map.of(
                        0x40050004, 0L, // no pulse while unlocked
                        0x40050005, 100_000L,
                        0x2005000c, 0L,
                        0x30050001, 50L,
                        0x10740002, 0L,
                        0x20910061, 1L,
                        0x20030001, 1L,
                        0x40030010, 86_400L,
                        0x40030011, 20_000L,
                        0x20110021, 2L)
                .forEach((key, value) -> assertEquals(value, receiver.values.get(key), Integer.toHexString(key)));
        assertTrue(receiver.layers.stream().allMatch(layers -> layers == 0b011), "working and battery-backed memory");
        assertFalse(receiver.isSaved);
    }

    @Test
    void setsUpAReceiverOfConfigurationMessages() {
        var receiver = m8t();
        var done = done(receiver, wishes(receiver, new TimeMode.SurveyIn(300, 5), false));
        assertEquals(
                new SetupAction.Done(ReceiverFamily.UBLOX, "NEO-M8T-0", "TIM 1.10", 115_200, List.of(), false), done);
        assertEquals(115_200, receiver.baud);
        assertEquals(1, receiver.messages.get("61/[]")[0], "TMODE2 surveys in");
        assertEquals(2, receiver.messages.get("36/[]")[2], "stationary");
        assertEquals(1, receiver.messages.get("1/[13, 1]")[2], "TIM-TP each second");
        assertFalse(receiver.isSaved);
    }

    /** What a generation takes of the profile, as protocol version and hardware number tell it apart. */
    record Generations(String name, ScriptedReceiver receiver, String model, boolean hasValues, boolean keepsNmea) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Generations> GENERATIONS = List.of(
            new Generations("6", ublox(9_600, "00040007", "MOD=NEO-6M"), "NEO-6M", false, true),
            new Generations("7", ublox(9_600, "00070000", "PROTVER 14.00", "MOD=NEO-7N"), "NEO-7N", false, true),
            new Generations("M8", ublox(9_600, "00080000", "PROTVER=18.00", "MOD=MAX-M8Q"), "MAX-M8Q", false, false),
            new Generations("M9", ublox(38_400, "00190000", "PROTVER=32.01", "MOD=NEO-M9N"), "NEO-M9N", true, false),
            new Generations("F9", ublox(38_400, "00190000", "PROTVER=27.11", "MOD=ZED-F9P"), "ZED-F9P", true, false),
            new Generations("M10", ublox(9_600, "000A0000", "PROTVER=34.00", "MOD=MAX-M10S"), "MAX-M10S", true, false));

    @ParameterizedTest
    @FieldSource("GENERATIONS")
    void speaksToEveryGenerationAsItUnderstands(Generations row) {
        var receiver = row.receiver;
        var done = done(receiver, wishes(receiver, new TimeMode.SurveyIn(86_400, 2), false));
        assertEquals(row.model, done.model());
        assertEquals(115_200, receiver.baud);
        assertEquals(List.of(), done.notTaken());
        assertEquals(row.hasValues, !receiver.values.isEmpty());
        assertEquals(row.hasValues, receiver.messages.isEmpty());
        if (row.hasValues) {
            assertEquals(row.model.endsWith("F9P"), receiver.values.containsKey(0x20030001), "surveys if it can");
            assertEquals(0L, receiver.values.get(0x40050004), "no pulse without a fix");
        } else {
            assertEquals(row.keepsNmea, (receiver.messages.get("0/[1]")[14] & 2) != 0, "NMEA where it alone has GSV");
            assertTrue(receiver.messages.keySet().stream().noneMatch(key -> key.startsWith("61/")), "no time mode");
        }
        assertFalse(receiver.isSaved);
    }

    @Test
    void setsUpAMediatekReceiver() {
        var receiver = l70();
        var done = done(receiver, wishes(receiver));
        assertEquals(
                new SetupAction.Done(
                        ReceiverFamily.MEDIATEK, "QUECTEL-L70", "AXN_2.51_3339_19071200", 115_200, List.of(), false),
                done);
        assertEquals(
                List.of(
                        "PMTK605",
                        "PMTK251,115200",
                        "PMTK605",
                        "PMTK220,1000",
                        "PMTK314,0,1,0,1,1,5,0,0,0,0,0,0,0,0,0,0,0,1,0",
                        "PMTK285,4,100",
                        "PMTK255,1",
                        "PMTK414"),
                receiver.sentencesTaken);
    }

    record Saving(String name, ScriptedReceiver receiver) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Saving> SAVINGS = List.of(new Saving("values", f9t()), new Saving("messages", m8t()));

    @ParameterizedTest
    @FieldSource("SAVINGS")
    void savesOnRequest(Saving row) {
        assertTrue(done(row.receiver, wishes(row.receiver, new TimeMode.Unchanged(), true))
                .isSaved());
        assertTrue(row.receiver.isSaved);
    }

    @Test
    void saysThatAMediatekReceiverCannotSave() {
        var receiver = l70();
        var done = done(receiver, wishes(receiver, new TimeMode.Unchanged(), true));
        assertFalse(done.isSaved());
        assertEquals(List.of("saving: these receivers keep their settings by battery alone"), done.notTaken());
    }

    record Again(String name, ScriptedReceiver receiver) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Again> AGAINS = List.of(new Again("values", f9t()), new Again("messages", m8t()));

    @ParameterizedTest
    @FieldSource("AGAINS")
    void writesNothingThatIsSoAlready(Again row) {
        var survey = new TimeMode.SurveyIn(86_400, 2);
        done(row.receiver, wishes(row.receiver, survey, false));
        int written = row.receiver.writings;
        assertTrue(written > 5);
        done(row.receiver, wishes(row.receiver, survey, false));
        assertEquals(written, row.receiver.writings, "no survey begins anew");

        done(row.receiver, wishes(row.receiver, new TimeMode.SurveyIn(300, 5), false));
        assertEquals(written + 1, row.receiver.writings, "the survey alone is another");
    }

    @Test
    void doesNotTakeTheAcknowledgementOfAQuestionForThatOfACommand() {
        var receiver = m8t();
        receiver.unknown.add("1/[10, 9]".hashCode());
        assertEquals(
                List.of("MON-HW: refused"), done(receiver, wishes(receiver)).notTaken());
    }

    @Test
    void doesWithAReceiverThatAcknowledgesNoQuestion() {
        for (var receiver : List.of(f9t(), m8t())) {
            receiver.acknowledgesQuestions = false;
            assertEquals(List.of(), done(receiver, wishes(receiver)).notTaken());
        }
    }

    @Test
    void doesWithoutWhatAReceiverDoesNotHave() {
        var receiver = f9t();
        receiver.unknown.addAll(List.of(0x20910635, 0x2091017e));
        assertEquals(
                List.of("pulse announcements: refused", "spoofing: refused"),
                done(receiver, wishes(receiver)).notTaken());

        var old = l70();
        old.unknown.addAll(List.of(255, 414));
        assertEquals(
                List.of("sentences behind the pulse: not supported", "sentences read back: not supported"),
                done(old, wishes(old)).notTaken());
    }

    record Failure(String name, ScriptedReceiver receiver, int lacking, int forgetting, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Failure> FAILURES = List.of(
            new Failure("values refused", f9t(), 0x40050004, NONE, "pulse: refused"),
            new Failure("values not kept", f9t(), NONE, 0x40050005, "CFG-TP-LEN_LOCK_TP1 is 100001, not 100000"),
            new Failure("message refused", m8t(), 0x31, NONE, "pulse: refused"),
            new Failure("message not kept", m8t(), NONE, 0x24, "stationary antenna, dynamic model is 0, not 2"),
            new Failure("sentence refused", l70(), 314, NONE, "sentences: not supported"));

    @ParameterizedTest
    @FieldSource("FAILURES")
    void saysWhatAReceiverWouldNotTake(Failure row) {
        row.receiver.unknown.add(row.lacking);
        row.receiver.forgetful.add(row.forgetting);
        var end = end(row.receiver, wishes(row.receiver, new TimeMode.Unchanged(), true));
        var failed = assertInstanceOf(SetupAction.Failed.class, end);
        assertEquals(row.reason, failed.reason());
        assertEquals(row.forgetting != NONE, !failed.mismatches().isEmpty());
        assertFalse(row.receiver.isSaved, "what is not right is not saved");
    }

    @Test
    void goesBackToTheOldRateWhereNobodyIsHeardAtTheNewOne() {
        for (var receiver : List.of(f9t(), m8t(), l70())) {
            receiver.followsBaud = false;
            int before = receiver.baud;
            var failed = assertInstanceOf(SetupAction.Failed.class, end(receiver, wishes(receiver)));
            assertEquals("new baud rate: no answer", failed.reason());
            assertEquals(before, baud);
        }
    }

    @Test
    void leavesTheRateOfUsbAlone() {
        var receiver = f9t();
        var usb = new SetupWishes(Optional.empty(), UbloxPort.USB, 38_400, 115_200, 0, new TimeMode.Unchanged(), false);
        assertEquals(38_400, done(receiver, usb).baud());
        assertEquals(1L, receiver.values.get(0x20910009), "NAV-PVT on USB");
        assertFalse(receiver.values.containsKey(0x20910007));
    }

    record Silence(String name, List<String> chatter, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Silence> SILENCES = List.of(
            new Silence("nothing at all", List.of(), "it does not say who made it"),
            new Silence("plain NMEA", List.of("GPRMC,,V,,,,,,,,,,N"), "it does not say who made it"),
            new Silence("Garmin", List.of("PGRME,3.1,M,4.2,M,5.2,M"), "it is neither u-blox nor MediaTek: $PGRME"),
            new Silence("SiRF", List.of("PSRF150,1"), "it is neither u-blox nor MediaTek: $PSRF150"),
            new Silence("CASIC", List.of("GPTXT,01,01,02,MA=CASIC"), "it is neither u-blox nor MediaTek: MA=CASIC"),
            new Silence(
                    "both", List.of("PUBX,00,1", "PMTK010,001"), "it speaks as a u-blox and as a MediaTek receiver"));

    @ParameterizedTest
    @FieldSource("SILENCES")
    void sendsNothingToAReceiverThatDoesNotSayWhoMadeIt(Silence row) {
        var receiver = new ScriptedReceiver(9_600);
        receiver.chatter = row.chatter.stream().map(ScriptedReceiver::sentence).toList();
        assertEquals(new SetupAction.LeftAlone(row.reason), end(receiver, wishes(receiver)));
        assertEquals(0, receiver.octetsTaken);
    }

    @Test
    void asksAReceiverThatTheOperatorDeclares() {
        var receiver = m8t();
        receiver.chatter = List.of(ScriptedReceiver.sentence("GPRMC,,V,,,,,,,,,,N"));
        var declared = new SetupWishes(
                Optional.of(ReceiverFamily.UBLOX), UbloxPort.UART1, 9_600, 115_200, 0, new TimeMode.Unchanged(), false);
        assertEquals("NEO-M8T-0", done(receiver, declared).model());
    }

    @Test
    void believesTheReceiverMoreThanTheOperator() {
        var receiver = l70();
        var declared = new SetupWishes(
                Optional.of(ReceiverFamily.UBLOX), UbloxPort.UART1, 9_600, 115_200, 0, new TimeMode.Unchanged(), false);
        assertEquals(ReceiverFamily.MEDIATEK, done(receiver, declared).family());

        var garmin = new ScriptedReceiver(9_600);
        garmin.chatter = List.of(ScriptedReceiver.sentence("PGRME,3.1,M,4.2,M,5.2,M"));
        assertInstanceOf(SetupAction.LeftAlone.class, end(garmin, declared));
        assertEquals(0, garmin.octetsTaken);
    }

    @Test
    void tellsNothingToAReceiverThatDoesNotSayWhatItIs() {
        var receiver = m8t();
        receiver.version = new byte[0];
        var failed = assertInstanceOf(SetupAction.Failed.class, end(receiver, wishes(receiver)));
        assertEquals("version: no answer", failed.reason());
        assertEquals(ReceiverSetup.TRIES * 8, receiver.octetsTaken, "the question, three times");
    }

    @Test
    void tellsNothingToAnUnknownGeneration() {
        var receiver = ublox(9_600, "00010000");
        var left = assertInstanceOf(SetupAction.LeftAlone.class, end(receiver, wishes(receiver)));
        assertTrue(left.reason().startsWith("a u-blox receiver of a generation not known here"), left::reason);
        assertEquals(8, receiver.octetsTaken);
    }

    @Test
    void comesToAnEndWhateverIsSaid() {
        var random = new Random(20_275);
        var said = List.of(
                new UbxCommand(5, 0, new byte[] {6, (byte) 0x8a}).frame(),
                new UbxCommand(5, 1, new byte[] {6, (byte) 0x8a}).frame(),
                new UbxCommand(6, 0x8b, new byte[] {1, 0, 0, 0, 1, 2}).frame(),
                new UbxCommand(6, 0x31, new byte[] {0, 1}).frame(),
                new UbxCommand(0x0a, 4, ScriptedReceiver.version("00190000", "PROTVER=29.00")).frame(),
                new UbxCommand(0x0a, 4, ScriptedReceiver.version("00080000")).frame(),
                PmtkCommand.of(1, "220", "3").sentence(),
                PmtkCommand.of(1, "x", "99999999999").sentence(),
                PmtkCommand.of(705).sentence());
        for (int i = 0; i < 300; i++) {
            var receiver = new ScriptedReceiver(9_600);
            var setup = new ReceiverSetup(wishes(receiver), now);
            int steps = 0;
            while (!isEnd(setup.next(now))) {
                UbxCommandTest.decoded(said.get(random.nextInt(said.size()))).forEach(setup::accept);
                now += random.nextLong(SECOND);
                assertTrue(++steps < 2_000, "it ends");
            }
        }
    }

    private SetupAction.Done done(ScriptedReceiver receiver, SetupWishes wishes) {
        return assertInstanceOf(SetupAction.Done.class, end(receiver, wishes));
    }

    /** Carries out what is decided until it ends; answers come one by one, and chatter whenever time passes. */
    private SetupAction end(ScriptedReceiver receiver, SetupWishes wishes) {
        baud = wishes.presentBaud();
        var setup = new ReceiverSetup(wishes, now);
        var coming = new ArrayDeque<ReceiverMessage>();
        for (int steps = 0; steps < 1_000; steps++) {
            var action = setup.next(now);
            switch (action) {
                case SetupAction.Send(byte[] bytes) -> coming.addAll(receiver.take(bytes, baud));
                case SetupAction.SwitchBaud(int to) -> baud = to;
                case SetupAction.Wait(long until) -> {
                    if (coming.isEmpty()) {
                        coming.addAll(receiver.chat(baud));
                        now = coming.isEmpty() ? until : Math.min(until, now + SECOND);
                    }
                    Optional.ofNullable(coming.poll()).ifPresent(setup::accept);
                }
                case SetupAction.Done _, SetupAction.LeftAlone _, SetupAction.Failed _ -> {
                    return action;
                }
            }
        }
        throw new AssertionError("it does not end: " + Arrays.asList(receiver.sentencesTaken));
    }

    private static boolean isEnd(SetupAction action) {
        return switch (action) {
            case SetupAction.Send _, SetupAction.SwitchBaud _, SetupAction.Wait _ -> false;
            case SetupAction.Done _, SetupAction.LeftAlone _, SetupAction.Failed _ -> true;
        };
    }
}
