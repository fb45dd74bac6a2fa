package org.timeball.firmware.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.refclock.gnss.setup.PmtkCommand;
import org.timeball.refclock.gnss.setup.SetupAction;
import org.timeball.refclock.gnss.setup.SetupWishes;
import org.timeball.refclock.gnss.setup.UbloxPort;

/** A port that speaks as well as it hears, and a receiver that answers at the other end. */
@Timeout(60)
class ReceiverDialogueTest {

    @Test
    void whatIsWrittenIsHeardAtTheOtherEnd() throws Exception {
        byte[] bytes = new byte[1_000];
        new Random(2).nextBytes(bytes);
        try (var receiver = TalkingTerminal.open();
                var port = SerialReceiverPort.open(receiver.path(), 9_600, () -> 0)) {
            port.write(bytes);
            assertArrayEquals(bytes, receiver.hear(bytes.length));
        }
    }

    @Test
    void carriesADialogueToItsEnd() throws Exception {
        try (var receiver = TalkingTerminal.open();
                var port = SerialReceiverPort.open(receiver.path(), 9_600, () -> 0)) {
            var answering = CompletableFuture.runAsync(() -> answer(receiver));
            var dialogue = new ReceiverDialogue(port, System::nanoTime, answering::isCompletedExceptionally);
            var done = assertInstanceOf(
                    SetupAction.Done.class, dialogue.run(SetupWishes.recommended(UbloxPort.UART1, 9_600)));
            assertEquals("QUECTEL-L70", done.model());
            assertEquals(115_200, done.baud());
            assertEquals(115_200, port.baud());
            answering.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void stopsWhenItIsTold() throws Exception {
        try (var receiver = TalkingTerminal.open();
                var port = SerialReceiverPort.open(receiver.path(), 9_600, () -> 0)) {
            var dialogue = new ReceiverDialogue(port, () -> 0, () -> true);
            assertInstanceOf(SetupAction.Wait.class, dialogue.run(SetupWishes.recommended(UbloxPort.UART1, 9_600)));
        }
    }

    /** A MediaTek receiver that greets, and obeys until it is asked for its sentences. */
    private static void answer(TalkingTerminal receiver) {
        try {
            say(receiver, "010", "001");
            String mask = "";
            String line = "";
            while (!line.startsWith("$PMTK414")) {
                line = line(receiver);
                String packet = line.substring(5, 8);
                switch (packet) {
                    case "605" -> say(receiver, "705", "AXN_2.51,0002,QUECTEL-L70,1.0");
                    case "251" -> {}
                    case "414" -> say(receiver, "514", mask);
                    default -> say(receiver, "001", packet + ",3");
                }
                mask = packet.equals("314") ? line.substring(9, line.indexOf('*')) : mask;
            }
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static String line(TalkingTerminal receiver) throws IOException {
        var line = new StringBuilder();
        while (line.isEmpty() || line.charAt(line.length() - 1) != '\n') {
            byte[] one = receiver.hear(1);
            if (one.length == 0) {
                throw new IOException("the port was closed in the middle of a line");
            }
            line.append((char) one[0]);
        }
        return line.toString();
    }

    private static void say(TalkingTerminal receiver, String packet, String arguments) throws IOException {
        var command = new PmtkCommand(Integer.parseInt(packet), List.of(arguments.split(",")));
        receiver.say(command.sentence());
    }
}
