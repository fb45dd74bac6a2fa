package org.timeball.web.appliance.firstrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.TimeballConfig;

/** What the steps write is a configuration that the daemon's own reader takes, with the operator's comments in it. */
class SetupEditsTest {

    private static final String TEXT = """
            # the harbour's
            schema = 1
            [ntp] # who is answered
            burst = 10 # as the pool wants it
            [[server]]
            listen = "127.0.0.1:123"
            """;

    private static TimeballConfig read(String text) throws Exception {
        assertTrue(text.contains("# the harbour's") && text.contains("# as the pool wants it"), text);
        return ConfigReader.parse("timeball.toml", text);
    }

    @ParameterizedTest
    @EnumSource
    void whatABoxIsForIsTaken(Purpose purpose) throws Exception {
        var config = read(SetupEdits.purpose(TEXT, purpose));
        assertEquals(purpose == Purpose.HOME ? 7 : 0, config.ntp().allow().size());
        assertEquals(purpose, Purpose.of(purpose.key()).orElseThrow());
        String again = SetupEdits.purpose(SetupEdits.purpose(TEXT, Purpose.LAB), purpose);
        assertEquals(config.ntp(), read(again).ntp(), "whatever it was for before");
    }

    @Test
    void serversAreAddedOnce() throws Exception {
        String once = SetupEdits.servers(TEXT, SetupEdits.OFFERED);
        assertEquals(SetupEdits.OFFERED.size(), read(once).sources().asked().size());
        assertEquals(once, SetupEdits.servers(once, List.of("nts.netnod.se")));
        assertEquals(List.of("a.example", "b.example"), SetupEdits.words(" a.example,\n b.example "));
        assertEquals(List.of(), SetupEdits.words(" , "));
    }

    @Test
    void aCableHasALength() throws Exception {
        assertEquals(
                12.5, read(SetupEdits.cable(TEXT, "12.5")).receiver().delays().antennaCableMetres());
        for (String none : List.of("", "many", "1e3", "-1", "5\n[x]")) {
            assertThrows(IllegalArgumentException.class, () -> SetupEdits.cable(TEXT, none), none);
        }
    }

    @Test
    void aCertificateComesWithAListenerThatShowsIt() throws Exception {
        var own = read(SetupEdits.certificate(
                TEXT, new CertificateWish(List.of("box.home.arpa", "192.168.1.2"), false, "", false)));
        assertEquals(1, own.certificates().kept().size());
        assertEquals(1, own.keyExchangeServers().size());
        String open = SetupEdits.certificate(
                TEXT, new CertificateWish(List.of("time.example.org"), true, "me@example.org", true));
        assertTrue(read(open).certificates().kept().getFirst().toString().contains("time.example.org"));
        assertTrue(open.contains("accept-terms = true") && open.contains("e-mail = \"me@example.org\""), open);
        assertThrows(
                IllegalArgumentException.class,
                () -> SetupEdits.certificate(open, new CertificateWish(List.of("a"), false, "", false)));
    }
}
