package org.timeball.server.control.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.control.Parsed;

/** Lines on the admin socket, from both ends. */
class AdminRequestTest {

    private static final Actor ANNA = new Actor("anna", "2001:db8::7");

    static final List<AdminAct> ACTS = List.of(
            new AdminAct.ReloadConfiguration(),
            new AdminAct.RotateCookieKeys(),
            new AdminAct.RenewCertificate("lan"),
            new AdminAct.TestAlert("phone"),
            new AdminAct.BringCertificate(
                    "public", BroughtFiles.ofOctets(List.of(new byte[] {0x30, 0x00}, new byte[0]), "pass \"word\"")),
            new AdminAct.Tell("signed-in", "anna signed in, \"with\" a code"),
            new PoolAct.AddToken("my", "accepted-pool-authentication-tokens = [\"0123456789abcdef012345\"]", ""),
            new PoolAct.AddToken("my", "0123456789abcdef012345", "of the \"spring\""),
            new PoolAct.DropToken("my", "b04c6f4e6d1a"),
            new PoolAct.Leave("my"),
            new ConfigurationAct.Check("schema = 1\n# \u00fc\t\n"),
            new ConfigurationAct.Apply("", "0a".repeat(32)),
            new ConfigurationAct.Undo(12, "0a".repeat(32)),
            new PoolAct.Check("my"));

    @ParameterizedTest
    @FieldSource("ACTS")
    void whatIsAskedForIsUnderstood(AdminAct act) {
        var request = new AdminRequest(ANNA, act);

        assertEquals(new Parsed.Ok<>(request), AdminRequest.parse(request.line()));
    }

    @Test
    void speaksOneLineOfJson() {
        assertEquals(
                "{\"v\":1,\"op\":\"rekey\",\"user\":\"anna\",\"from\":\"2001:db8::7\",\"with\":{}}",
                new AdminRequest(ANNA, new AdminAct.RotateCookieKeys()).line());
        assertEquals("{\"v\":1,\"outcome\":\"refused\",\"sentence\":\"no\"}", new AdminReply.Refused("no").line());
    }

    static final List<AdminReply> REPLIES =
            List.of(new AdminReply.Done("it is so"), new AdminReply.Refused("no"), new AdminReply.Failed("disk full"));

    @ParameterizedTest
    @FieldSource("REPLIES")
    void whatIsAnsweredIsUnderstood(AdminReply reply) {
        assertEquals(new Parsed.Ok<>(reply), AdminReply.parse(reply.line()));
    }

    record Wrong(String line, String reason) {
        @Override
        public String toString() {
            return reason;
        }
    }

    static final List<Wrong> WRONG = List.of(
            new Wrong("", "a request is a line such as"),
            new Wrong("null", "a request is a line such as"),
            new Wrong("[]", "a request is a line such as"),
            new Wrong("{\"v\":1,\"op\":\"rekey\"}", "a request is a line such as"),
            new Wrong(line(2, "rekey", "anna", "{}"), "\"v\" must be 1"),
            new Wrong(line(1, "rm -rf", "anna", "{}"), "\"op\" is no change"),
            new Wrong(line(1, "rekey", "", "{}"), "\"user\" must be"),
            new Wrong(line(1, "rekey", "x".repeat(65), "{}"), "\"user\" must be"),
            new Wrong(line(1, "rekey", "anna\\nevent=forged", "{}"), "\"user\" must be"),
            new Wrong(line(1, "rekey", "\\u202eanna", "{}"), "\"user\" must be"),
            new Wrong(line(1, "rekey", "anna", "{\"a\":null}"), "a request is a line such as"),
            new Wrong(line(1, "rekey", "anna", "null"), "a request is a line such as"),
            new Wrong(line(1, "renew-certificate", "anna", "{}"), "\"name\" must be"),
            new Wrong(line(1, "renew-certificate", "anna", "{\"name\":\"../x\"}"), "\"name\" must be"),
            new Wrong(line(1, "test-alert", "anna", "{}"), "\"name\" must be"),
            new Wrong(line(1, "bring-certificate", "anna", "{\"name\":\"x\"}"), "1 to 8 files"),
            new Wrong(
                    line(1, "bring-certificate", "anna", "{\"name\":\"x\",\"file-0\":\"*\"}"), "a file is not written"),
            new Wrong(
                    line(
                            1,
                            "bring-certificate",
                            "anna",
                            "{\"name\":\"x\",\"file-0\":\"\",\"password\":\"" + "x".repeat(257) + "\"}"),
                    "a password has at most"),
            new Wrong(line(1, "tell", "anna", "{\"what\":\"x\"}"), "\"sentence\" must be"),
            new Wrong(line(1, "tell", "anna", "{\"what\":\"X y\",\"sentence\":\"s\"}"), "\"what\" must be"),
            new Wrong(line(1, "pool-add", "anna", "{\"pool\":\"my\"}"), "\"token\" must be"),
            new Wrong(
                    line(1, "pool-add", "anna", "{\"pool\":\"my\",\"token\":\"x\",\"label\":\"a\\nb\"}"),
                    "\"pool\", \"fingerprint\" and \"label\" must be"),
            new Wrong(line(1, "pool-drop", "anna", "{\"pool\":\"my\"}"), "\"pool\", \"fingerprint\""),
            new Wrong(line(1, "pool-leave", "anna", "{}"), "\"pool\", \"fingerprint\""),
            new Wrong(line(1, "config-apply", "anna", "{\"text\":\"\"}"), "\"revision\" must be"),
            new Wrong(line(1, "config-undo", "anna", "{\"number\":\"-1\"}"), "\"number\" must be"),
            new Wrong(
                    line(1, "config-check", "anna", "{\"text\":\"" + "\u00fc".repeat(24 * 1024 + 1) + "\"}"),
                    "a configuration has at most"));

    private static String line(int version, String op, String user, String with) {
        return "{\"v\":%d,\"op\":\"%s\",\"user\":\"%s\",\"from\":\"x\",\"with\":%s}".formatted(version, op, user, with);
    }

    @ParameterizedTest
    @FieldSource("WRONG")
    void refusesWithAReasonWhatIsNoRequest(Wrong row) {
        Parsed.Malformed<?> refused = assertInstanceOf(Parsed.Malformed.class, AdminRequest.parse(row.line));

        assertTrue(refused.reason().startsWith(row.reason), refused.reason());
    }

    @Test
    void aLineOfTheLogCannotBeForgedFromInsideEither() {
        assertThrows(IllegalArgumentException.class, () -> new Actor("anna\n", "x"));
        assertThrows(IllegalArgumentException.class, () -> new AdminAct.Tell("signed-in", "two\nlines"));
    }

    /** A key that is brought stands in no log: neither in the event's words nor where a record is shown. */
    @Test
    void tellsNoLogWhatIsSecret() {
        var brought = new AdminAct.BringCertificate(
                "public", BroughtFiles.ofOctets(List.of("a private key".getBytes(StandardCharsets.UTF_8)), "hunter2"));

        assertEquals("bring the certificate public", brought.words());
        assertEquals("BringCertificate[name=public, files=BroughtFiles[1]]", brought.toString());
    }

    /** As much as may be brought goes into one line. */
    @Test
    void theMostThatMayBeBroughtIsALine() {
        var act = new AdminAct.BringCertificate(
                "public", BroughtFiles.ofOctets(List.of(new byte[BroughtFiles.LIMIT_OCTETS]), "x".repeat(256)));

        assertTrue(new AdminRequest(ANNA, act).line().length() <= AdminRequest.LIMIT_OCTETS);
        assertThrows(
                IllegalArgumentException.class,
                () -> BroughtFiles.ofOctets(List.of(new byte[BroughtFiles.LIMIT_OCTETS + 1]), ""));
    }

    /** W1: a token is in no text that somebody might log, and not in the event log's words. */
    @Test
    void aTokenIsOnTheWireAlone() {
        var secret = "0123456789abcdef012345";
        var act = new PoolAct.AddToken("my", secret, "of the spring");

        assertFalse((act + act.words() + new AdminRequest(ANNA, act)).contains(secret));
        assertTrue(new AdminRequest(ANNA, act).line().contains(secret));
    }
}
