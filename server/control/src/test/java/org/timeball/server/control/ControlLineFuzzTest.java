package org.timeball.server.control;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** F14 of the test catalogue on seeded random input, for as long as a build can wait. */
class ControlLineFuzzTest {

    private static final int ROUNDS = 5_000;

    private static final List<String> LINES = List.of(
            new ControlRequest.CurrentStatus().line(),
            new ControlRequest.RecentPulses(600).line(),
            new ControlRequest.Follow().line(),
            new ControlReply.OfStatus(Statuses.LOCKED).line(),
            new ControlReply.OfPulses(List.of(new PulseRecord(1_795_400_000L, 12e-9, true, 1, "used"))).line(),
            new ControlReply.Refused("no").line());

    @Test
    void nothingOnTheSocketBreaksTheReader() {
        var random = new Random(20_273);
        for (int i = 0; i < ROUNDS; i++) {
            ControlLineFuzz.fuzzerTestOneInput(sent(random));
        }
    }

    private static byte[] sent(Random random) {
        var out = new ByteArrayOutputStream();
        out.write(random.nextInt(256));
        for (int lines = random.nextInt(3); lines >= 0; lines--) {
            byte[] line = (LINES.get(random.nextInt(LINES.size())) + "\n").getBytes(StandardCharsets.UTF_8);
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                line[random.nextInt(line.length)] =
                        (byte) "0123456789\"{}[]:,eE-. \n\\u\0\377".charAt(random.nextInt(27));
            }
            out.writeBytes(line);
        }
        return out.toByteArray();
    }
}
