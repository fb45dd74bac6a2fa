package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.timeball.server.state.ConfigTexts.LEAST;
import static org.timeball.server.state.ConfigTexts.NAME;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.state.CertificateSettings.Acme;
import org.timeball.server.state.CertificateSettings.ByAcmeDns;
import org.timeball.server.state.CertificateSettings.ByHttp;
import org.timeball.server.state.CertificateSettings.ByScript;
import org.timeball.server.state.CertificateSettings.ByTls;
import org.timeball.server.state.CertificateSettings.ByUpdate;
import org.timeball.server.state.CertificateSettings.ExternalAccount;
import org.timeball.server.state.CertificateSettings.Imported;
import org.timeball.server.state.CertificateSettings.Kept;
import org.timeball.server.state.CertificateSettings.OwnAuthority;
import org.timeball.server.state.CertificateSettings.Proof;

/** Certificates that renew themselves: {@code [[certificate]]}, {@code [own-ca]}, and who shows them. */
class CertificateSectionTest {

    private static final String OWN = "[[certificate]]\nname = \"a\"\nfrom = \"own-ca\"\n";
    private static final String HOST = "host-names = [\"time.example.org\"]\n";
    private static final String ACME = "[[certificate]]\nname = \"a\"\nfrom = \"acme\"\naccept-terms = true\n"
            + "directory = \"https://ca.example/dir\"\n" + HOST;
    private static final URI DIRECTORY = URI.create("https://ca.example/dir");

    @TempDir
    Path directory;

    /** One mistake added to a file that was right, and what is said of it. */
    record Mistake(String added, String problem, String advice) {
        @Override
        public String toString() {
            return added.strip();
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            new Mistake(
                    "[[certificate]]\nfrom = \"own-ca\"\n" + HOST,
                    "certificate.name is missing",
                    "write under [certificate]: name = \"public\""),
            new Mistake(
                    OWN.replace("\"a\"", "\"../a\"") + HOST,
                    "certificate.name: \"../a\" is no such name",
                    "write 1 to 32 small letters, digits and dashes"),
            new Mistake(
                    OWN + HOST + OWN + HOST,
                    "certificate.name: there is a certificate a already",
                    "give it another name"),
            new Mistake(
                    OWN.replace("own-ca", "certbot") + HOST,
                    "certificate.from: \"certbot\" is none of them",
                    "write one of \"own-ca\", \"acme\", \"import\""),
            new Mistake(
                    OWN,
                    "certificate.host-names is missing",
                    "write under [certificate]: host-names = [\"time.example.org\"]"),
            new Mistake(OWN + "host-names = []", "certificate.host-names: there is none", "name at least one"),
            new Mistake(
                    OWN.replace("own-ca", "import") + HOST,
                    "certificate.host-names: an imported certificate has its own",
                    "leave this line out"),
            new Mistake(
                    ACME.replace("time.example.org", "192.0.2.1"),
                    "certificate.host-names: \"192.0.2.1\" is no full name, and a public authority vouches for no other",
                    "write names, as \"time.example.org\""),
            new Mistake(
                    ACME.replace("accept-terms = true\n", ""),
                    "certificate.from: the authority's terms of service are not accepted",
                    "read them, and write accept-terms = true"),
            new Mistake(
                    ACME.replace("https:", "http:"),
                    "certificate.directory: \"http://ca.example/dir\" is no https URL",
                    "write it as https://host/path"),
            new Mistake(
                    ACME + "challenge = \"dns-01\"",
                    "certificate.challenge: nothing says how records are set",
                    "write one of [certificate.rfc2136], [certificate.acme-dns] and script = \"/path\""),
            new Mistake(
                    ACME + "challenge = \"dns-01\"\nchallenge-listen = \"0.0.0.0:80\"\nscript = \"/bin/sh\"",
                    "certificate.challenge-listen: dns-01 listens nowhere",
                    "leave this line out"),
            new Mistake(
                    ACME + "script = \"/bin/sh\"",
                    "certificate.script: it is for dns-01",
                    "write challenge = \"dns-01\""),
            new Mistake(
                    ACME + "e-mail = \"me\"",
                    "certificate.e-mail: \"me\" is no address",
                    "write it as \"name@example.org\""),
            new Mistake(
                    ACME + "challenge = \"tls-alpn-01\"\n[[nts-ke-server]]\nlisten = \"127.0.0.1:443\"\n"
                            + "certificate-name = \"a\"",
                    "nts-ke-server.listen: 0.0.0.0:443 is already listened on, TCP, and takes in 127.0.0.1:443",
                    "name another port, or leave one of the two out"),
            new Mistake(
                    OWN + HOST + "[own-ca]\npermitted = [\"example.net\"]",
                    "own-ca.permitted: time.example.org is in none of them",
                    "add it, or leave it out of host-names"),
            new Mistake(
                    OWN + HOST + "[[nts-ke-server]]\nlisten = \"127.0.0.1:4460\"\ncertificate-name = \"b\"",
                    "nts-ke-server.certificate-name: there is no certificate \"b\"",
                    "write one of a"));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void tellsTheMistakeAndItsRemedy(Mistake row) {
        var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, LEAST + row.added));

        assertEquals(1, mistaken.problems().size(), mistaken::getMessage);
        assertEquals(row.problem, mistaken.problems().getFirst().problem());
        assertEquals(row.advice, mistaken.problems().getFirst().advice());
    }

    /** One way of proof, and what it is read as. */
    record Way(String added, Proof proof) {
        @Override
        public String toString() {
            return added.strip();
        }
    }

    static final List<Way> WAYS = List.of(
            new Way("", new ByHttp(new InetSocketAddress("0.0.0.0", 80))),
            new Way("challenge-listen = \"127.0.0.1:5002\"", new ByHttp(new InetSocketAddress("127.0.0.1", 5_002))),
            new Way("challenge = \"tls-alpn-01\"", new ByTls(new InetSocketAddress("0.0.0.0", 443))),
            new Way("challenge = \"dns-01\"\nscript = \"/bin/sh\"", new ByScript(Path.of("/bin/sh"))),
            new Way(
                    """
                    challenge = "dns-01"
                    [certificate.rfc2136]
                    server = "192.0.2.53:53"
                    zone = "example.org"
                    key-name = "timeball"
                    key-algorithm = "hmac-sha512"
                    key-path = "/dev/null"
                    """,
                    new ByUpdate(
                            new InetSocketAddress("192.0.2.53", 53),
                            "example.org",
                            "timeball",
                            "hmac-sha512",
                            Path.of("/dev/null"))),
            new Way(
                    """
                    challenge = "dns-01"
                    [certificate.acme-dns]
                    server = "https://auth.example"
                    subdomain = "d420c923"
                    user = "c36f50e8"
                    password-path = "/dev/null"
                    """,
                    new ByAcmeDns(URI.create("https://auth.example"), "d420c923", "c36f50e8", Path.of("/dev/null"))));

    @ParameterizedTest
    @FieldSource("WAYS")
    void readsHowANameIsProven(Way row) throws Exception {
        var config = ConfigReader.parse(NAME, LEAST + ACME + row.added);

        var expected = new Acme(
                DIRECTORY, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), row.proof, 30);
        assertEquals(
                List.of(new Kept("a", List.of("time.example.org"), expected)),
                config.certificates().kept());
    }

    @Test
    void readsEveryKeyOfAnOrder() throws Exception {
        var config = ConfigReader.parse(
                NAME,
                LEAST + ACME + "directory-ca-path = \"/dev/null\"\ne-mail = \"me@example.org\"\nprofile = \"short\"\n"
                        + "eab-key-id = \"7\"\neab-key-path = \"/dev/null\"\ndns-wait-seconds = 5\n");

        assertEquals(
                new Acme(
                        DIRECTORY,
                        Optional.of(Path.of("/dev/null")),
                        Optional.of("me@example.org"),
                        Optional.of("short"),
                        Optional.of(new ExternalAccount("7", Path.of("/dev/null"))),
                        new ByHttp(new InetSocketAddress("0.0.0.0", 80)),
                        5),
                config.certificates().kept().getFirst().origin());
    }

    /** A box whose certificate is to come has no file yet. */
    @Test
    void aListenerNamesACertificateThatIsYetToCome() throws Exception {
        Files.createFile(directory.resolve("own.pem"));
        var text = "state-directory = \"state\"\n" + LEAST + OWN
                + "host-names = [\"Box.local\", \"192.168.1.2\", \"fd00::1\"]\n"
                + """
                [[certificate]]
                name = "b"
                from = "import"
                [own-ca]
                name = "At home"
                permitted = ["local", "192.168.0.0/16", "fd00::/8"]
                [[nts-ke-server]]
                listen = "127.0.0.1:4460"
                certificate-name = "a"
                [[nts-ke-server.certificate]]
                certificate-name = "b"
                [[nts-ke-server.certificate]]
                certificate-chain-path = "own.pem"
                private-key-path = "own.pem"
                """;
        Path file = Files.writeString(directory.resolve("timeball.toml"), text);

        var config = ConfigReader.read(file);

        var state = directory.resolve("state").resolve("certificates");
        assertEquals(
                List.of(
                        CertificatePaths.kept(state.resolve("a.pem")),
                        CertificatePaths.kept(state.resolve("b.pem")),
                        new CertificatePaths(directory.resolve("own.pem"), directory.resolve("own.pem"))),
                config.keyExchangeServers().getFirst().certificates());
        assertEquals(
                new CertificateSettings(
                        List.of(
                                new Kept("a", List.of("box.local", "192.168.1.2", "fd00::1"), new OwnAuthority()),
                                new Kept("b", List.of(), new Imported())),
                        new CertificateSettings.Authority("At home", List.of("local", "192.168.0.0/16", "fd00::/8"))),
                config.certificates());
    }
}
