package org.timeball.firmware.appliance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The bench as it is typed; its figures are the machine's and are not judged here. */
class ReceiverBenchCommandTest {

    @Test
    void printsALineForEachFlood() {
        var typed = TypedBench.run("receiver", "--megabytes", "1");
        assertEquals(0, typed.exitCode());
        var lines = typed.out().lines().toList();
        assertEquals(9, lines.size(), typed::out);
        assertTrue(
                lines.stream().skip(1).allMatch(line -> line.matches("[a-z ]+ +[0-9]+[.,][0-9]{2} +[0-9]+[.,][0-9] %")),
                typed::out);
    }

    @Test
    void refusesNoMegabyte() {
        var typed = TypedBench.run("receiver", "--megabytes", "0");
        assertEquals(2, typed.exitCode());
        assertTrue(typed.err().contains("0 is not in 1..10000"), typed::err);
    }
}
