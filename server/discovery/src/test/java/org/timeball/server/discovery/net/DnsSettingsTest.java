package org.timeball.server.discovery.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.xbill.DNS.Name;

/** Whom one may believe, where trust begins, and whom the system asks. */
class DnsSettingsTest {

    @TempDir
    private Path folder;

    record Resolver(String address, boolean isBelieved) {}

    static final List<Resolver> RESOLVERS = List.of(
            new Resolver("127.0.0.1", true),
            new Resolver("127.0.0.53", true),
            new Resolver("::1", true),
            new Resolver("192.0.2.53", false),
            new Resolver("10.0.0.1", false),
            new Resolver("fe80::1", false));

    @ParameterizedTest
    @FieldSource("RESOLVERS")
    void believesAResolverOnThisMachineAlone(Resolver row) {
        var usual = DnsSettings.usual().with(List.of(new InetSocketAddress(row.address, 53)));
        if (row.isBelieved) {
            assertEquals(
                    1, usual.with(new Trust.ResolverOnLoopback()).resolvers().size());
        } else {
            var refused =
                    assertThrows(IllegalArgumentException.class, () -> usual.with(new Trust.ResolverOnLoopback()));
            assertTrue(String.valueOf(refused.getMessage()).contains("is not on this machine"));
        }
    }

    @Test
    void asksNobodyByName() {
        var named = List.of(InetSocketAddress.createUnresolved("resolver.example", 53));
        assertThrows(IllegalArgumentException.class, () -> DnsSettings.usual().with(named));
    }

    @Test
    void hasPatience() {
        assertThrows(IllegalArgumentException.class, () -> DnsSettings.usual().with(Duration.ZERO));
    }

    /** The digests as https://data.iana.org/root-anchors/root-anchors.xml has them. */
    @Test
    void knowsTheRootsKeys() throws Exception {
        assertTrue(TrustAnchors.root().cover(Name.fromString("_ntske._tcp.pool.example.")));
        try (var in = TrustAnchors.class.getResourceAsStream("root-anchors")) {
            var text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
            assertTrue(text.contains("20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"));
            assertTrue(text.contains("38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16"));
        }
    }

    @Test
    void readsAnchorsOfOtherZones() throws Exception {
        var anchors = TrustAnchors.of(write("""
                ; of our own
                pool.test. IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
                """));
        assertTrue(anchors.cover(Name.fromString("a.pool.test.")));
        assertTrue(anchors.cover(Name.fromString("pool.test.")));
        assertTrue(!anchors.cover(Name.fromString("test.")));
        assertTrue(!anchors.cover(Name.fromString("apool.test.")));
    }

    record File(String text, String complaint) {}

    static final List<File> REFUSED = List.of(
            new File("", "has no DS or DNSKEY record"),
            new File("; nothing\n", "has no DS or DNSKEY record"),
            new File("pool.test. IN A 192.0.2.1\n", "has a record A"),
            new File("$INCLUDE /etc/passwd\n", "include"),
            new File("this is no zone file\n", ""));

    @ParameterizedTest
    @FieldSource("REFUSED")
    void refusesWhatIsNoAnchor(File row) throws Exception {
        var file = write(row.text);
        var refused = assertThrows(IOException.class, () -> TrustAnchors.of(file));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains(row.complaint.toLowerCase(java.util.Locale.ROOT)),
                refused::getMessage);
    }

    @Test
    void asksWhomTheSystemAsks() throws Exception {
        assertEquals(
                List.of("192.0.2.1", "2001:db8:0:0:0:0:0:1", "127.0.0.53"),
                SystemResolvers.of(write("""
                        # nameserver 192.0.2.9
                        search example.org
                        nameserver 192.0.2.1
                          nameserver 2001:db8::1 # home
                        nameserver one.example
                        nameserver 1.2.3.4.5
                        nameserver 127.0.0.53
                        nameserver 192.0.2.4
                        """)).stream()
                        .map(resolver -> resolver.getAddress().getHostAddress())
                        .toList());
    }

    @Test
    void asksThisMachineWhereTheSystemNamesNobody() throws Exception {
        for (var file : List.of(folder.resolve("absent"), write("search example.org\n"))) {
            var only = SystemResolvers.of(file);
            assertEquals(1, only.size());
            assertTrue(only.getFirst().getAddress().isLoopbackAddress());
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("file"), text);
    }
}
