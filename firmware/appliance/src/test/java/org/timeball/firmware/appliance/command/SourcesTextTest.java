package org.timeball.firmware.appliance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.timeball.server.control.Source;

@ExtendWith(Abroad.class)
class SourcesTextTest {

    /** What {@code chronyc sources} of chrony 4.3 printed for a server that does not answer; a space stands at line ends. */
    private static final String CHRONYC = String.join(
            "\n",
            "MS Name/IP address         Stratum Poll Reach LastRx Last sample               ",
            "===============================================================================",
            "^? localhost                     0   4     0     -     +0ns[   +0ns] +/-    0ns",
            "");

    @Test
    void isChronycsToTheColumn() {
        assertEquals(CHRONYC, SourcesText.report(List.of(silent("localhost"))));
    }

    @Test
    void beginsAsChronycsCsvDoes() {
        assertEquals(
                "^,?,127.0.0.1,0,4,0,4294967295,0.000000000,0.000000000,0.000000000,no answer yet\n",
                SourcesText.csv(List.of(silent("127.0.0.1"))));
    }

    private static Source silent(String name) {
        return new Source("^", "?", "no answer yet", name, 0, 4, 0, -1, 0, 0, 0);
    }

    @Test
    void saysOfWhichPoolAServerIs() {
        var sources = List.of(
                new Source("^", "*", "selected", "a.test:4460", "pool.test", 1, 5, 255, 1, 0, 0, 1e-3),
                Source.nobody("other.test", "pool without members: it is not signed"));

        var rows = SourcesText.report(sources).lines().skip(2).toList();
        assertTrue(rows.getFirst().endsWith("+/- 1000us   of pool.test"), rows::toString);
        assertTrue(rows.getLast().startsWith("^? other.test "), rows::toString);
        assertTrue(rows.getLast().endsWith("+/-    0ns"), rows::toString);
        var why = SourcesText.explained(sources);
        assertTrue(why.contains("   selected; of pool.test\n"), why);
        assertTrue(why.endsWith("   pool without members: it is not signed\n"), why);
    }

    @Test
    void reports() {
        assertEquals(
                String.join(
                        "\n",
                        "MS Name/IP address         Stratum Poll Reach LastRx Last sample               ",
                        "===============================================================================",
                        "#* PPS                           0   0   377     1    +55ns[  -65ns] +/-  150ns",
                        "^- time.example.org              2   6   177   21m    -12ms[  -13ms] +/- 1500ms",
                        "^? a-server-with-a-very-long->   0  10     0     -     +0ns[   +0ns] +/-    0ns",
                        ""),
                SourcesText.report(Example.SOURCES));
    }

    @Test
    void explainsTheColumnsAndWhy() {
        var text = SourcesText.explained(Example.SOURCES);

        assertTrue(
                text.endsWith(String.join(
                        "\n",
                        "MS Name/IP address         Stratum Poll Reach LastRx Last sample                  Why",
                        "=====================================================================================",
                        "#* PPS                           0   0   377     1    +55ns[  -65ns] +/-  150ns"
                                + "   it agrees with the receiver",
                        "^- time.example.org              2   6   177   21m    -12ms[  -13ms] +/- 1500ms"
                                + "   it is further, and less sure",
                        "^? a-server-with-a-very-long->   0  10     0     -     +0ns[   +0ns] +/-    0ns"
                                + "   no answer yet",
                        "")),
                text);
        for (char mark : "#^=*+-x~?".toCharArray()) {
            assertTrue(text.contains("'" + mark + "' "), () -> "the legend leaves out " + mark);
        }
    }

    @Test
    void quotesAReasonWithACommaInCsv() {
        assertEquals("""
                #,*,PPS,0,0,377,1,0.000000055,-0.000000065,0.000000150,it agrees with the receiver
                ^,-,time.example.org,2,6,177,1300,-0.012000000,-0.013000000,1.500000000,"it is further, and less sure"
                ^,?,a-server-with-a-very-long-name.example,0,10,0,4294967295,0.000000000,0.000000000,0.000000000,\
                no answer yet
                """, SourcesText.csv(Example.SOURCES));
    }

    @Test
    void noSourceIsNoLine() {
        assertEquals("", SourcesText.csv(List.of()));
        assertEquals(2, SourcesText.report(List.of()).lines().count());
    }
}
