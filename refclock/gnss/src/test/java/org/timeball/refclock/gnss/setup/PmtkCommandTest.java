package org.timeball.refclock.gnss.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.gnss.NmeaSentence;

class PmtkCommandTest {

    record Row(PmtkCommand command, String sentence) {}

    /** Checksums as in the makers' own examples. */
    static final List<Row> ROWS = List.of(
            new Row(PmtkCommand.of(220, "1000"), "$PMTK220,1000*1F"),
            new Row(PmtkCommand.of(251, "115200"), "$PMTK251,115200*1F"),
            new Row(PmtkCommand.of(605), "$PMTK605*31"),
            new Row(PmtkCommand.of(1, "314", "3"), "$PMTK001,314,3*36"),
            new Row(
                    PmtkCommand.of(
                            314, "0", "1", "0", "1", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0",
                            "0", "0"),
                    "$PMTK314,0,1,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0*28"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void carriesTheRightChecksum(Row row) {
        assertEquals(row.sentence + "\r\n", new String(row.command.sentence(), StandardCharsets.US_ASCII));
    }

    @Test
    void decodingASentenceGivesBackTheCommand() {
        var random = new Random(20_272);
        for (int i = 0; i < 20_000; i++) {
            var arguments = new ArrayList<String>();
            for (int count = random.nextInt(20); count > 0; count--) {
                arguments.add(Integer.toString(random.nextInt(2_000), 36));
            }
            var command = new PmtkCommand(random.nextInt(1_000), arguments);
            assertEquals(
                    List.of(new NmeaSentence.Pmtk(command.packet(), command.arguments())),
                    UbxCommandTest.decoded(command.sentence()));
        }
    }

    @Test
    void refusesWhatNoSentenceCanCarry() {
        assertThrows(IllegalArgumentException.class, () -> PmtkCommand.of(1_000));
        for (String argument : List.of("1,2", "1*", "$", "1\r\n", "ü")) {
            assertThrows(IllegalArgumentException.class, () -> PmtkCommand.of(220, argument), argument);
        }
    }
}
