package org.timeball.server.control;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.admin.Actor;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;
import org.timeball.server.control.admin.PoolAct;
import org.timeball.server.control.event.Event;
import org.timeball.server.control.event.EventRecord;

/** F14 of the test catalogue on the socket that changes, on seeded random input, for as long as a build can wait. */
class AdminLineFuzzTest {

    private static final int ROUNDS = 10_000;

    private static final Actor ANNA = new Actor("anna", "192.0.2.7");

    private static final List<String> LINES = List.of(
            new AdminRequest(ANNA, new AdminAct.ReloadConfiguration()).line(),
            new AdminRequest(ANNA, new AdminAct.RotateCookieKeys()).line(),
            new AdminRequest(ANNA, new AdminAct.Tell("signed-in", "anna signed in")).line(),
            new AdminRequest(ANNA, new PoolAct.AddToken("my", "0123456789abcdef012345", "spring")).line(),
            new AdminReply.Done("it is so").line(),
            new AdminReply.Failed("disk full").line(),
            ControlJson.line(EventRecord.of(
                    new Event(1, "anna", "192.0.2.7", "root", "rekey", "done", "a new key"), 1, EventRecord.FIRST)));

    @Test
    void nothingOnTheSocketBreaksTheReader() {
        var random = new Random(20_279);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] line = LINES.get(random.nextInt(LINES.size())).getBytes(StandardCharsets.UTF_8);
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                line[random.nextInt(line.length)] =
                        (byte) "0123456789\"{}[]:,eE-. \n\\u\0\377".charAt(random.nextInt(27));
            }
            AdminLineFuzz.fuzzerTestOneInput(line);
        }
    }
}
