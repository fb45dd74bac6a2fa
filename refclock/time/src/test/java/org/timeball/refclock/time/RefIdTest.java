package org.timeball.refclock.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefIdTest {

    record Shown(int bits, String text) {}

    static final List<Shown> SHOWN = List.of(
            new Shown(0x50505300, "PPS"),
            new Shown(0x47505300, "GPS"),
            new Shown(0x4e54534e, "NTSN"),
            new Shown(0x7f7f0101, "7F7F0101"),
            new Shown(0, "00000000"));

    @ParameterizedTest
    @FieldSource("SHOWN")
    void isShownAsLettersWhereItHasThem(Shown row) {
        assertEquals(row.text, new RefId(row.bits).toString());
    }

    @Test
    void isMadeFromLetters() {
        assertEquals(0x50505300, RefId.PPS.bits());
        assertEquals(0x47505300, RefId.GPS.bits());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FIVES", "a b", "é"})
    void refusesWhatIsNotFourLetters(String name) {
        assertThrows(IllegalArgumentException.class, () -> RefId.ofAscii(name));
    }
}
