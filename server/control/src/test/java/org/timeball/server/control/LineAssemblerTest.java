package org.timeball.server.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.LineAssembler.Taken;

class LineAssemblerTest {

    private final LineAssembler lines = new LineAssembler(8);

    @Test
    void takesOneLineAtATime() {
        var octets = octets("one\ntwo\r\n\nthr");

        assertEquals(new Taken.Line("one"), lines.take(octets));
        assertEquals(new Taken.Line("two"), lines.take(octets));
        assertEquals(new Taken.Line(""), lines.take(octets));
        assertEquals(new Taken.Part(), lines.take(octets));
        assertEquals(new Taken.Line("three"), lines.take(octets("ee\n")));
    }

    @Test
    void aLineMayBeAsLongAsItsLimit() {
        assertEquals(new Taken.Line("12345678"), lines.take(octets("12345678\n")));
        assertEquals(new Taken.Overlong(8), lines.take(octets("123456789")));
    }

    @Test
    void staysOverlong() {
        lines.take(octets("123456789"));

        assertEquals(new Taken.Overlong(8), lines.take(octets("0")));
    }

    @Test
    void replacesWhatIsNotText() {
        assertEquals(new Taken.Line("a\ufffdb"), lines.take(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 'b', '\n'})));
    }

    /** However a stream is cut into reads, its lines are the same. */
    @Test
    void cutsDoNotMatter() {
        var random = new Random(20_253);
        for (int round = 0; round < 10_000; round++) {
            var sent = new ArrayList<String>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                sent.add("±".repeat(random.nextInt(20)));
            }
            var got = new ArrayList<String>();
            var assembler = new LineAssembler(40);
            var stream = octets(String.join("\n", sent) + "\n");
            while (stream.hasRemaining()) {
                int length = 1 + random.nextInt(stream.remaining());
                collect(assembler, stream.slice(stream.position(), length), got);
                stream.position(stream.position() + length);
            }
            assertEquals(List.copyOf(sent), got);
        }
    }

    private static void collect(LineAssembler assembler, ByteBuffer octets, List<String> into) {
        while (assembler.take(octets) instanceof Taken.Line(var text)) {
            into.add(text);
        }
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
