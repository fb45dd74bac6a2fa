package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.ClientRecord;
import org.timeball.server.control.ClientReport;
import org.timeball.server.ntp.clients.ClientPrivacy;
import org.timeball.server.ntp.clients.ClientTable;
import org.timeball.server.ntp.clients.RateLimit;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.NtpSettings;

/** What the file says of NTP, as the responder understands it, and who asked, as the control socket tells it. */
class NtpPoliciesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long EXAMPLE = 0xffff_c000_0200L;

    private static NtpSettings settings(String ntp) throws ConfigException {
        return ConfigReader.parse("timeball.toml", "schema = 1\n[[server]]\nlisten = \"127.0.0.1:0\"\n[ntp]\n" + ntp)
                .ntp();
    }

    @Test
    void isWhatTheDocumentationSaysWhereTheFileIsSilent() throws ConfigException {
        var policy = NtpPolicies.of(settings(""));

        assertEquals(3, policy.oldestVersion());
        assertTrue(policy.interleaved() && policy.kissesTooFast() && !policy.kissesDenied());
        assertEquals(Optional.of(new RateLimit(1_000, 50)), policy.rateLimit());
        assertEquals(16_384, policy.clients());
        assertEquals(ClientPrivacy.PREFIX, policy.privacy());
        assertTrue(policy.access().letsIn(0, EXAMPLE | 1, false));
    }

    @Test
    void letsInAndKeepsOutWhomTheFileNames() throws ConfigException {
        var access = NtpPolicies.of(settings("""
                        allow = ["192.0.2.0/24", "2001:db8::/32"]
                        deny = ["192.0.2.7"]
                        requests-per-second = "unlimited"
                        """)).access();

        assertTrue(access.letsIn(0, EXAMPLE | 1, false));
        assertFalse(access.letsIn(0, EXAMPLE | 7, false));
        assertTrue(access.letsIn(0x2001_0db8_0000_0001L, 5, true));
        assertFalse(access.letsIn(0x2001_0db9_0000_0000L, 5, true));
        assertEquals(
                Optional.empty(),
                NtpPolicies.of(settings("requests-per-second = \"unlimited\"")).rateLimit());
    }

    @Test
    void tellsTheClientsOfAllThreadsTogether() throws ConfigException {
        var first = new ClientTable(64, ClientPrivacy.PREFIX, new long[] {1, 2, 3, 4});
        var second = new ClientTable(64, ClientPrivacy.PREFIX, new long[] {5, 6, 7, 8});
        for (int i = 0; i < 5; i++) {
            first.find(0, EXAMPLE | 1, false, i * 4 * SECOND);
            second.find(0, EXAMPLE | 2, false, i * 4 * SECOND);
            second.find(0x2001_0db8_0000_0001L, 1, true, (10 + i) * SECOND);
        }

        var report = ClientsReport.of(settings(""), List.of(first, second), 1, 20 * SECOND);

        assertEquals(
                new ClientReport("prefix", 2, 128, 0, List.of(new ClientRecord("192.0.2.0/24", 10, 0, 0, 0, 2, 20, 4))),
                report);
    }
}
