package org.timeball.server.protocol.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.Opaque;

class PoolTokenTest {

    /** As nts-pool makes them: SHA3-256 in hexadecimal digits. */
    private static final String NEW = "46c192a553d28e1db7d59e3377b34270a0c8811e27411a32a15d51d56c3ee9b3";

    private static final String OLD = "0123456789abcdef".repeat(4);
    private static final String SHORT = "abcdefghijklmnopqrstuv";

    private static PoolToken token(String text) {
        if (PoolToken.of(text) instanceof Decoded.Ok<PoolToken>(var token)) {
            return token;
        }
        throw new AssertionError("a good token");
    }

    private static Opaque presented(String text) {
        return new Opaque(text.getBytes(StandardCharsets.US_ASCII));
    }

    record Refusal(String name, String text, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Refusal> REFUSALS = List.of(
            new Refusal("nothing", "", "0 characters long; tokens have 22 to 512"),
            new Refusal("too little to be secret", SHORT.substring(1), "21 characters long; tokens have 22 to 512"),
            new Refusal("too long", "a".repeat(513), "513 characters long; tokens have 22 to 512"),
            new Refusal("a space", SHORT + " x", "not printable ASCII without spaces"),
            new Refusal("a letter beyond ASCII", SHORT + "é", "not printable ASCII without spaces"),
            new Refusal("a zero at the end", SHORT + '\0', "not printable ASCII without spaces"));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void refusesWhatIsNoTokenWithoutRepeatingIt(Refusal row) {
        var malformed = assertInstanceOf(Decoded.Malformed.class, PoolToken.of(row.text));
        assertEquals(row.reason, malformed.reason());
    }

    @Test
    void takesTheShortestAndTheLongest() {
        token(SHORT);
        token("a".repeat(512));
    }

    /** SHA-256 by {@code sha256sum}. */
    @Test
    void isToldByItsFingerprintAndNeverPrinted() {
        assertEquals("PoolToken[" + token(NEW).fingerprint() + ']', token(NEW).toString());
        assertEquals(FINGERPRINT, token(NEW).fingerprint());
        assertEquals("46c1…e9b3", token(NEW).ends());
        assertEquals("…", token(SHORT).ends());
        assertEquals(token(NEW), token(NEW));
        assertNotEquals(token(NEW), token(OLD));
    }

    private static final String FINGERPRINT = "2eb2570ef61f";

    private static final List<PoolMembership> POOLS = List.of(
            new PoolMembership("first", false, List.of(token(OLD), token(NEW))),
            new PoolMembership("second", true, List.of(token(SHORT))),
            new PoolMembership("third", true, List.of()));

    record Knock(String name, PoolNumbers numbers, String text, Optional<String> pool) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Knock> KNOCKS = List.of(
            new Knock("the newer token", PoolNumbers.IANA, NEW, Optional.of("first")),
            new Knock("the older one beside it", PoolNumbers.IANA, OLD, Optional.of("first")),
            new Knock("another pool's", PoolNumbers.IANA, SHORT, Optional.of("second")),
            new Knock("old numbers where they are allowed", PoolNumbers.OLD, SHORT, Optional.of("second")),
            new Knock("old numbers where they are not", PoolNumbers.OLD, NEW, Optional.empty()),
            new Knock("none of them", PoolNumbers.IANA, OLD.replace('f', 'e'), Optional.empty()),
            new Knock("half of one", PoolNumbers.IANA, OLD.substring(0, 32), Optional.empty()),
            new Knock("one with a zero behind it", PoolNumbers.IANA, OLD + '\0', Optional.empty()),
            new Knock("capital letters", PoolNumbers.IANA, NEW.toUpperCase(Locale.ROOT), Optional.empty()),
            new Knock("nothing", PoolNumbers.IANA, "", Optional.empty()));

    @ParameterizedTest
    @FieldSource("KNOCKS")
    void tellsWhosePoolATokenIs(Knock row) {
        var admission = PoolMembership.admitted(POOLS, row.numbers, presented(row.text));
        assertEquals(row.pool, admission.map(PoolAdmission::pool));
        assertFalse(POOLS.toString().contains(NEW));
    }
}
