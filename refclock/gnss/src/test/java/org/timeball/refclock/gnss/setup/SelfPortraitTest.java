package org.timeball.refclock.gnss.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.gnss.NmeaSentence;
import org.timeball.refclock.gnss.SharedRecordings;

class SelfPortraitTest {

    record Row(String recording, Optional<ReceiverFamily> family, String stranger) {}

    private static final Optional<ReceiverFamily> UBLOX = Optional.of(ReceiverFamily.UBLOX);
    private static final Optional<ReceiverFamily> MEDIATEK = Optional.of(ReceiverFamily.MEDIATEK);
    private static final Optional<ReceiverFamily> UNKNOWN = Optional.empty();

    static final List<Row> ROWS = List.of(
            new Row("april6_2019", UNKNOWN, ""),
            new Row("bu303-nofix", UNKNOWN, ""),
            new Row("bu353s4", UNKNOWN, ""),
            new Row("et-332", UNKNOWN, ""),
            new Row("garmin17n", UNKNOWN, "$PGRME"),
            new Row("garmin18x-bin", UNKNOWN, ""),
            new Row("gp-320fw-2019-04-06-overflow", UNKNOWN, ""),
            new Row("gp-320fw-2019-04-07-coldboot", UNKNOWN, ""),
            new Row("isync", UNKNOWN, "$PTNTA"),
            new Row("meinberg-gps164", UNKNOWN, ""),
            new Row("mt3339", UNKNOWN, ""),
            new Row("mtk-3301", MEDIATEK, ""),
            new Row("navisys-gr701w", UBLOX, ""),
            new Row("quectel-L70", MEDIATEK, "$PQVERNO"),
            new Row("quectel-eg25-g", UNKNOWN, "$PQGSV"),
            new Row("quectel-l76k-nmea", UNKNOWN, ""),
            new Row("u-blox-m8t-time", UBLOX, ""),
            new Row("ublox-8-time", UBLOX, ""),
            new Row("ublox-8", UNKNOWN, ""),
            new Row("ublox-lea-4t", UBLOX, ""),
            new Row("ublox-lea-m8f", UBLOX, ""),
            new Row("ublox-neo-m8t-s", UBLOX, ""),
            new Row("ublox-zed-f9p-hp", UBLOX, ""));

    @ParameterizedTest
    @FieldSource("ROWS")
    void knowsAReceiverByWhatItSaysUnasked(Row row) throws IOException {
        var portrait = new SelfPortrait();
        UbxCommandTest.decoded(SharedRecordings.bytes(row.recording)).forEach(portrait::take);
        assertEquals(row.family, portrait.family());
        assertEquals(row.stranger, portrait.stranger());
    }

    record Banner(String text, Optional<ReceiverFamily> family, String stranger) {}

    static final List<Banner> BANNERS = List.of(
            new Banner("u-blox ag - www.u-blox.com", UBLOX, ""),
            new Banner("FWVER=SPG 3.01", UBLOX, ""),
            new Banner("PROTVER=18.00", UBLOX, ""),
            new Banner("ANTSTATUS=OK", UNKNOWN, ""),
            new Banner("PMTK inv format", UNKNOWN, ""),
            new Banner("MA=CASIC", UNKNOWN, "MA=CASIC"),
            new Banner("IC=AT6558-5N-31-0C510800", UNKNOWN, "IC=AT6558-5N-31-0C510800"));

    @ParameterizedTest
    @FieldSource("BANNERS")
    void knowsABanner(Banner row) {
        var portrait = new SelfPortrait();
        portrait.take(new NmeaSentence.Txt("GN", 2, row.text));
        assertEquals(row.family, portrait.family());
        assertEquals(row.stranger, portrait.stranger());
    }

    @Test
    void makesNothingOfAReceiverThatContradictsItself() {
        var portrait = new SelfPortrait();
        UbxCommandTest.decoded(ScriptedReceiver.anyFrame()).forEach(portrait::take);
        assertEquals(UBLOX, portrait.family());
        UbxCommandTest.decoded(PmtkCommand.of(10, "001").sentence()).forEach(portrait::take);
        assertEquals(UNKNOWN, portrait.family());
        assertTrue(portrait.isContradictory());
    }
}
