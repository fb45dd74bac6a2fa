package org.timeball.refclock.discipline.correction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class BoardProfileTest {

    record Board(String model, double latencyMicros, double uncertaintyMicros) {
        @Override
        public String toString() {
            return model;
        }
    }

    static final List<Board> BOARDS = List.of(
            new Board("Raspberry Pi 3 Model B Rev 1.2", 4, 1),
            new Board("Raspberry Pi 3 Model B Plus Rev 1.3\0", 4, 1),
            new Board("Raspberry Pi Compute Module 3 Plus Rev 1.0", 4, 1),
            new Board("Raspberry Pi 4 Model B Rev 1.4", 1.5, 0.5),
            new Board("Raspberry Pi 400 Rev 1.0", 1.5, 0.5),
            new Board("Raspberry Pi Compute Module 4 Rev 1.1", 1.5, 0.5),
            new Board("Raspberry Pi 5 Model B Rev 1.0\0", 2, 1),
            new Board("Raspberry Pi 500 Rev 1.0", 2, 1),
            new Board("Raspberry Pi Compute Module 5 Rev 1.0", 2, 1),
            new Board("Raspberry Pi 2 Model B Rev 1.1", 0, 10),
            new Board("Raspberry Pi 50", 0, 10),
            new Board("Radxa ROCK 5B", 0, 10),
            new Board("", 0, 10));

    @ParameterizedTest
    @FieldSource("BOARDS")
    void knowsABoardByItsModel(Board row) {
        var profile = BoardProfile.of(row.model);

        assertEquals(row.latencyMicros, profile.latencySeconds() * 1e6, 1e-9);
        assertEquals(row.uncertaintyMicros, profile.uncertaintySeconds() * 1e6, 1e-9);
        assertEquals(row.model.replace("\0", ""), profile.name());
    }
}
