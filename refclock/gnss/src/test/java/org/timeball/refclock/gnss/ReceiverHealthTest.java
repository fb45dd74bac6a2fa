package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.ReceiverBytes;

class ReceiverHealthTest {

    private final GnssReceiver receiver = new GnssReceiver(0);

    record Row(String recording, String model, String firmware, AntennaState antenna, Spoofing spoofing) {}

    static final List<Row> ROWS = List.of(
            new Row("ublox-lea-m8f", "LEA-M8F-0", "2.20 (81289)", AntennaState.UNKNOWN, Spoofing.UNKNOWN),
            new Row("quectel-L70", "QUECTEL-L70", "AXN_2.51_3339_19071200", AntennaState.UNKNOWN, Spoofing.UNKNOWN),
            new Row("quectel-l76k-nmea", "", "", AntennaState.OK, Spoofing.UNKNOWN),
            new Row("navisys-gr701w", "", "", AntennaState.OK, Spoofing.UNKNOWN),
            new Row("u-blox-m8t-time", "", "", AntennaState.UNKNOWN, Spoofing.NONE),
            new Row("mt3339", "", "", AntennaState.UNKNOWN, Spoofing.UNKNOWN));

    @ParameterizedTest
    @FieldSource("ROWS")
    void isWhatTheReceiverSaysOfItself(Row row) throws IOException {
        var health = health(SharedRecordings.bytes(row.recording));
        assertEquals(row.model, health.model());
        assertEquals(row.firmware, health.firmware());
        assertEquals(row.antenna, health.antenna());
        assertEquals(row.spoofing, health.spoofing());
    }

    @Test
    void isUntoldBeforeTheReceiverSaysAnything() {
        assertEquals(ReceiverHealth.UNTOLD, receiver.report().health());
        assertEquals("unknown", ReceiverHealth.UNTOLD.antenna().words());
    }

    @Test
    void followsTheAntenna() {
        assertEquals(
                "ok",
                health(Wire.sentence("GNTXT,01,01,02,ANTSTATUS=OK")).antenna().words());
        assertEquals(
                "open",
                health(Wire.sentence("GPTXT,01,01,01,ANTENNA OPEN")).antenna().words());
        assertEquals(
                "short",
                health(Wire.sentence("GNTXT,01,01,02,ANTSTATUS=SHORT"))
                        .antenna()
                        .words());
        assertEquals(
                "unknown",
                health(Wire.sentence("GNTXT,01,01,02,ANTSTATUS=INIT")).antenna().words());
    }

    @Test
    void readsABanner() {
        var health = health(Wire.sentences(
                "GNTXT,01,01,02,u-blox ag - www.u-blox.com",
                "GNTXT,01,01,02,FWVER=SPG 3.01",
                "GNTXT,01,01,02,MOD=NEO-M8N-0"));
        assertEquals("NEO-M8N-0", health.model());
        assertEquals("SPG 3.01", health.firmware());
    }

    @Test
    void takesTheGravestWordOfSeveralDetectors() {
        byte[] radios = new byte[4 + 2 * 24];
        radios[1] = 2;
        radios[4 + 1] = 2; // interference at the first
        radios[4 + 2] = 2; // antenna ok
        radios[4 + 24 + 2] = 4; // antenna open at the second
        var health = health(Wire.joined(Wire.frame(10, 0x38, radios), Wire.frame(0x27, 9, Wire.hex("023b0000"))));
        assertEquals(AntennaState.OPEN, health.antenna());
        assertEquals("interference", health.jamming().words());
        assertEquals("affirmed", health.spoofing().words());

        var better =
                health(Wire.joined(Wire.frame(10, 0x38, new byte[4 + 24]), Wire.frame(0x27, 9, Wire.hex("021b0000"))));
        assertEquals(AntennaState.UNKNOWN, better.antenna());
        assertEquals(Jamming.NONE, better.jamming());
        assertEquals(Spoofing.NONE, better.spoofing());
    }

    @Test
    void followsASurveyAndTheReceiversClock() {
        var health = health(Wire.joined(
                Wire.frame(
                        13,
                        4,
                        Wire.hex("3c000000" + "64000000" + "9cffffff" + "00000000" + "00093d00" + "3b000000"
                                + "00010000")),
                Wire.hex("b56201221400b1a3de137413fdfff4faffff0c0000006e0100006606")));
        assertEquals("in progress, 60 s, 2.0 m", health.survey().orElseThrow().words());
        assertEquals(OptionalLong.of(-191_628), health.clockBiasNanos());
        assertEquals(OptionalLong.of(-1_292), health.clockDriftNanosPerSecond());
    }

    @Test
    void isHandedOnMessageByMessage() {
        var heard = new ArrayList<ReceiverMessage>();
        var overheard = new GnssReceiver(0, heard::add);
        overheard.accept(new ReceiverBytes(Wire.ubxFixture(), 0));
        assertEquals(18, heard.size());
        assertTrue(heard.stream().allMatch(UbxFrame.class::isInstance));
    }

    private ReceiverHealth health(byte[] bytes) {
        receiver.accept(new ReceiverBytes(bytes, 0));
        return receiver.report().health();
    }
}
