package org.timeball.server.ntp.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T6 of the threat table, and the arithmetic of CVE-2015-1821. */
class AccessRulesTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, true",
        "192.0.2.200, false",
        "192.0.2.201, true",
        "192.0.3.1, false",
        "2001:db8::1, true",
        "2001:db8:1::1, false",
        "2001:db9::1, false",
        "::ffff:192.0.2.1, true"
    })
    void theLongestPrefixDecides(String client, boolean isLetIn) throws Exception {
        var rules = new AccessRules(
                List.of(prefix("192.0.2.0", 24), prefix("192.0.2.201", 32), prefix("2001:db8::", 32)),
                List.of(prefix("192.0.2.192", 26), prefix("2001:db8:1::", 48)));

        assertEquals(isLetIn, asks(rules, client));
    }

    @Test
    void everybodyIsLetInWhereNobodyIsNamed() throws Exception {
        var denying = new AccessRules(List.of(), List.of(prefix("192.0.2.0", 24)));

        assertTrue(asks(AccessRules.OPEN, "192.0.2.1"));
        assertFalse(asks(denying, "192.0.2.1"));
        assertTrue(asks(denying, "192.0.3.1"));
        assertTrue(asks(denying, "2001:db8::1"));
    }

    @Test
    void keepsOutWhatIsBothLetInAndKeptOut() throws Exception {
        var rules = new AccessRules(List.of(prefix("192.0.2.0", 24)), List.of(prefix("192.0.2.0", 24)));

        assertFalse(asks(rules, "192.0.2.1"));
    }

    @Test
    void noPrefixOfOneFamilyHoldsTheOther() throws Exception {
        var sixOnly = new AccessRules(List.of(prefix("::", 0)), List.of());
        var fourOnly = new AccessRules(List.of(prefix("0.0.0.0", 0)), List.of());

        assertTrue(asks(sixOnly, "2001:db8::1"));
        assertFalse(asks(sixOnly, "192.0.2.1"));
        assertTrue(asks(fourOnly, "192.0.2.1"));
        assertFalse(asks(fourOnly, "2001:db8::1"));
    }

    /** Against arithmetic of another kind: whole addresses as numbers, shifted. */
    @Test
    void agreesWithNumbers() throws Exception {
        var random = new Random(1_821);
        for (int i = 0; i < 20_000; i++) {
            byte[] network = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(network);
            int bits = random.nextInt(network.length * 8 + 1);
            byte[] client = network.clone();
            int flipped = random.nextInt(network.length * 8);
            client[flipped / 8] ^= (byte) (0x80 >> flipped % 8);
            var rules = new AccessRules(List.of(Prefix.of(network, bits)), List.of());
            int shift = network.length * 8 - bits;
            boolean isIn =
                    new BigInteger(1, network).shiftRight(shift).equals(new BigInteger(1, client).shiftRight(shift));
            assertEquals(isIn, asks(rules, InetAddress.getByAddress(client)), Arrays.toString(network) + "/" + bits);
        }
    }

    @Test
    void refusesBitsBehindThePrefix() {
        assertThrows(IllegalArgumentException.class, () -> new Prefix(0, 0xffffL << 32 | 1, 127, true));
        assertThrows(IllegalArgumentException.class, () -> new Prefix(1, 0, 63, false));
        assertThrows(IllegalArgumentException.class, () -> new Prefix(0, 0, 129, false));
        assertThrows(IllegalArgumentException.class, () -> new Prefix(0, 0, 64, true));
    }

    /** N8 of the test catalogue. */
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, false",
        "0.1.2.3, false",
        "224.0.1.1, false",
        "255.255.255.255, false",
        "240.0.0.1, false",
        "127.0.0.1, true",
        "192.0.2.255, true",
        "223.255.255.255, true",
        "::, false",
        "ff02::101, false",
        "::1, true",
        "fe80::1, true"
    })
    void knowsWhatNoClientIs(String address, boolean isPossible) throws Exception {
        var words = words(InetAddress.getByName(address));

        assertEquals(isPossible, AccessRules.isPossibleSource(words[0], words[1], address.contains(":")));
    }

    private static Prefix prefix(String address, int bits) throws Exception {
        return Prefix.of(InetAddress.getByName(address).getAddress(), bits);
    }

    private static boolean asks(AccessRules rules, String client) throws Exception {
        return asks(rules, InetAddress.getByName(client));
    }

    private static boolean asks(AccessRules rules, InetAddress client) {
        long[] words = words(client);
        return rules.letsIn(words[0], words[1], client.getAddress().length == 16);
    }

    private static long[] words(InetAddress address) {
        var octets = new ArrayList<Byte>();
        byte[] own = address.getAddress();
        if (own.length == 4) {
            octets.addAll(List.of((byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0));
            octets.addAll(List.of((byte) 0, (byte) 0, (byte) 0xff, (byte) 0xff));
        }
        for (byte octet : own) {
            octets.add(octet);
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            high = high << 8 | octets.get(i) & 0xff;
            low = low << 8 | octets.get(8 + i) & 0xff;
        }
        return new long[] {high, low};
    }
}
