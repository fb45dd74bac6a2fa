package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.SessionKeys;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.TimeballConfig;

class CookieKeysTest {

    private static final long NOW = 1_795_400_000L;
    private static final int DAY = 86_400;
    private static final String SECRET = "0123456789abcdef".repeat(8);

    @TempDir
    Path temporary;

    private Path folder = Path.of("");

    @BeforeEach
    void nameAFolder() {
        folder = temporary.resolve("state");
    }

    @Test
    void areTheSameAfterARestart() throws StateException {
        var first = open().jar().ring();
        assertEquals(first, open().jar().ring());
    }

    @Test
    void areKeptWhenTheyWereRotated() throws StateException {
        var keys = open();
        var before = keys.jar().ring();
        keys.rotateIfDue(NOW + DAY);
        assertNotEquals(before, keys.jar().ring());
        assertEquals(keys.jar().ring(), open().jar().ring());
    }

    /** A whole file with a content that is not ours. */
    @Test
    void theGenerationBeforeServesWhenTheNewestIsWholeAndNoRing() throws StateException {
        var before = open().jar().ring();
        writeWhole("not a ring");

        var keys = open();
        assertEquals(before, keys.jar().ring());
        assertEquals(List.of(), keys.alarms());
        assertTrue(Files.exists(folder.resolve("cookie-keys.damaged")));
        keys.rotateIfDue(NOW + DAY);
        assertEquals(keys.jar().ring(), open().jar().ring());
    }

    /** Both generations are such: new keys, those are kept, and whoever runs it is told. */
    @Test
    void replacedOnceWhenNoGenerationIsARing() throws StateException {
        open();
        writeWhole("not a ring");
        writeWhole("nor this");

        var replaced = open();
        assertEquals(1, replaced.alarms().size());
        assertTrue(
                replaced.alarms().getFirst().startsWith("the cookie keys were lost before this start, clients have to"),
                replaced.alarms()::toString);
        var after = open();
        assertEquals(replaced.jar().ring(), after.jar().ring());
        assertEquals(List.of(), after.alarms());
    }

    private void writeWhole(String content) throws StateException {
        StateDirectory.open(folder).durableFile("cookie-keys").write(content.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theGenerationBeforeServesWhenTheNewestIsDamaged() throws StateException, IOException {
        var keys = open();
        var before = keys.jar().ring();
        keys.rotateIfDue(NOW + DAY);
        Files.write(folder.resolve("cookie-keys"), new byte[] {1, 2, 3});
        assertEquals(before, open().jar().ring());
        assertEquals(before, open().jar().ring(), "and is whole again on the disk");
    }

    /**
     * K26, with a disk that takes nothing when the keys are made and when they are rotated; what stands where the new file
     * would be written stands for it. Nobody has to vouch for the time for them to be saved in the end.
     */
    @Test
    void serveWhileTheDiskTakesNothingAndAreSavedWhenItDoes() throws StateException, IOException {
        StateDirectory.open(folder);
        var obstacle = Files.createDirectory(folder.resolve("cookie-keys.new"));
        var content = Files.createFile(obstacle.resolve("in-the-way"));
        var keys = open();
        byte[] first = cookie(keys);
        assertTrue(keys.alarms().getFirst().startsWith("the cookie keys are not saved, "), keys.alarms()::toString);
        keys.rotateIfDue(NOW + DAY);
        byte[] second = cookie(keys);
        keys.saveIfUnsaved(CookieKeys.RETRY_NANOS);
        assertEquals(1, keys.alarms().size());
        assertTrue(keys.jar().open(first).isPresent());
        assertTrue(Files.notExists(folder.resolve("cookie-keys")));

        Files.delete(content);
        Files.delete(obstacle);
        keys.saveIfUnsaved(2 * CookieKeys.RETRY_NANOS - 1);
        assertEquals(1, keys.alarms().size(), "not due yet");
        keys.saveIfUnsaved(2 * CookieKeys.RETRY_NANOS);
        assertEquals(List.of(), keys.alarms());
        assertTrue(open().jar().open(first).isPresent());
        assertTrue(open().jar().open(second).isPresent());
    }

    /** K22: what was sealed before opens after, also with the generation before. */
    @Test
    void openTheCookiesOfBeforeARestart() throws StateException, IOException {
        var keys = open();
        byte[] old = cookie(keys);
        keys.rotateIfDue(NOW + DAY);
        byte[] fresh = cookie(keys);
        assertTrue(open().jar().open(old).isPresent());
        assertTrue(open().jar().open(fresh).isPresent());
    }

    /** K24. */
    @Test
    void areReadableByTheirOwnerAlone() throws StateException, IOException {
        open();
        var file = folder.resolve("cookie-keys");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThrows(StateException.class, this::open);
    }

    /** K25: what can become of a file, as a function of its octets. */
    record Damage(String name, UnaryOperator<byte[]> done) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Damage> DAMAGES = List.of(
            new Damage("nothing left", _ -> new byte[0]),
            new Damage("one octet left", octets -> Arrays.copyOf(octets, 1)),
            new Damage("half of the envelope's head", octets -> Arrays.copyOf(octets, 20)),
            new Damage("head alone", octets -> Arrays.copyOf(octets, 48)),
            new Damage("half", octets -> Arrays.copyOf(octets, octets.length / 2)),
            new Damage("all but the last octet", octets -> Arrays.copyOf(octets, octets.length - 1)),
            new Damage("one octet more", octets -> Arrays.copyOf(octets, octets.length + 1)),
            new Damage("zeros", octets -> new byte[octets.length]),
            new Damage("twice", octets -> Arrays.copyOf(Arrays.copyOf(octets, 2 * octets.length), octets.length + 40)),
            new Damage("first octet", octets -> changed(octets, 0)),
            new Damage("form of the envelope", octets -> changed(octets, 11)),
            new Damage("length", octets -> changed(octets, 15)),
            new Damage("digest", octets -> changed(octets, 20)),
            new Damage("magic of the ring", octets -> changed(octets, 48)),
            new Damage("layout of the ring", octets -> changed(octets, 53)),
            new Damage("count of keys", octets -> changed(octets, 55)),
            new Damage("instant", octets -> changed(octets, 60)),
            new Damage("a key", octets -> changed(octets, 80)),
            new Damage("last octet", octets -> changed(octets, octets.length - 1)),
            new Damage("text", _ -> "keys\n".getBytes(StandardCharsets.US_ASCII)));

    /** K25, S4: the other generation serves; with both gone, new keys do, and the damaged file is kept aside. */
    @ParameterizedTest
    @FieldSource("DAMAGES")
    void surviveDamageToOneGenerationAndStartAnewAfterDamageToBoth(Damage damage) throws StateException, IOException {
        var keys = open();
        byte[] cookie = cookie(keys);
        keys.rotateIfDue(NOW + DAY);
        spoil("cookie-keys", damage);
        assertTrue(open().jar().open(cookie).isPresent());

        spoil("cookie-keys", damage);
        spoil("cookie-keys.previous", damage);
        var replaced = open();
        assertTrue(replaced.jar().open(cookie).isEmpty());
        assertTrue(Files.exists(folder.resolve("cookie-keys.damaged")));
        assertEquals(replaced.jar().ring(), open().jar().ring(), "no crash loop: the new keys are kept");
    }

    @Test
    void areTheSameOnServersThatShareASecret() throws StateException, IOException {
        var here = shared("here", NOW);
        var there = shared("there", NOW + 1_000);
        assertTrue(there.jar().open(cookie(here)).isPresent());
        for (long now = NOW; now < NOW + 10L * DAY; now += DAY / 3) {
            here.rotateIfDue(now);
            there.rotateIfDue(now + 1_000);
            assertTrue(there.jar().open(cookie(here)).isPresent());
            assertTrue(here.jar().open(cookie(there)).isPresent());
        }
    }

    /** A box without a battery begins in the past, one with a bad clock in the future. */
    @Test
    void comeIntoStepWhenTheTimeIsKnown() throws StateException, IOException {
        var right = shared("right", NOW);
        var past = shared("past", 0);
        var future = shared("future", NOW + 3_000L * DAY);

        past.rotateIfDue(NOW);
        future.rotateIfDue(NOW);

        assertEquals(right.jar().ring(), past.jar().ring());
        assertEquals(right.jar().ring(), future.jar().ring());
    }

    @Test
    void goOnInStepWhenTheSecretWasDeleted() throws StateException, IOException {
        shared("here", NOW);
        var there = shared("there", NOW);
        Files.delete(temporary.resolve("secret"));

        var here = CookieKeys.open(sharing("here"), new SecureRandom(), NOW);
        here.rotateIfDue(NOW + 9L * DAY);
        there.rotateIfDue(NOW + 9L * DAY);

        assertEquals(there.jar().ring(), here.jar().ring());
    }

    @Test
    void areRefusedWhereTheSecretIsMissingOrNoneOrOpenToOthers() throws StateException, IOException {
        var settings = sharing("here");
        open();
        refuses(settings, "no shared secret");
        Files.writeString(temporary.resolve("secret"), "0123");
        Files.setPosixFilePermissions(temporary.resolve("secret"), PosixFilePermissions.fromString("rw-------"));
        refuses(settings, "4 digits, not 128");
        Files.writeString(temporary.resolve("secret"), SECRET);
        Files.setPosixFilePermissions(temporary.resolve("secret"), PosixFilePermissions.fromString("rw-r--r--"));
        refuses(settings, "secret");
    }

    private static void refuses(TimeballConfig.Keyset settings, String why) {
        var refused = assertThrows(StateException.class, () -> CookieKeys.open(settings, new SecureRandom(), NOW), why);
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
    }

    private CookieKeys shared(String name, long now) throws StateException, IOException {
        var secret = temporary.resolve("secret");
        Files.writeString(secret, SECRET + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        return CookieKeys.open(sharing(name), new SecureRandom(), now);
    }

    private TimeballConfig.Keyset sharing(String name) {
        return new TimeballConfig.Keyset(
                temporary.resolve(name).resolve("cookie-keys"), 7, DAY, Optional.of(temporary.resolve("secret")));
    }

    private CookieKeys open() throws StateException {
        var settings = new TimeballConfig.Keyset(folder.resolve("cookie-keys"), 7, DAY, Optional.empty());
        return CookieKeys.open(settings, new SecureRandom(), NOW);
    }

    private void spoil(String name, Damage damage) throws IOException {
        var file = folder.resolve(name);
        Files.write(file, damage.done.apply(Files.readAllBytes(file)));
    }

    private static byte[] changed(byte[] octets, int at) {
        byte[] changed = octets.clone();
        changed[at] ^= 0x10;
        return changed;
    }

    private static byte[] cookie(CookieKeys keys) {
        var session = new SessionKeys(AeadAlgorithm.AES_SIV_CMAC_256, new byte[32], new byte[32]);
        return keys.jar().seal(session, 1).getFirst();
    }
}
