package org.timeball.server.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** F1 to F5, F16: the fuzz targets on seeded random input, mostly made of well-formed pieces; Jazzer runs them longer. */
class FuzzTest {

    private static final HexFormat HEX = HexFormat.of();

    private static final byte[] PACKET = HEX.parseHex("23" + "00".repeat(47)
            + ("01040024" + "40".repeat(32))
            + ("02040044" + "a0".repeat(64))
            + ("04040024" + "000c0010" + "60".repeat(28)));

    private static final byte[] FIELDS = HEX.parseHex("00000000"
            + ("03040044" + "00".repeat(64))
            + ("f3230008" + "00".repeat(4))
            + ("0304006c" + "00".repeat(104)));

    private static final byte[] REQUEST = HEX.parseHex("07" + "80010002000080040006001e000f00110400000080000000");

    /** A pool's: its token, all that it may ask for, and the connection to stand. */
    private static final byte[] POOL_REQUEST = HEX.parseHex("07000e0040"
            + HEX.formatHex(PoolTestTerms.TOKEN.getBytes(StandardCharsets.US_ASCII))
            + "800a000080090000800b00000008000080000000");

    private static final byte[] POOL_KEYS = HEX.parseHex("11000e0040"
            + HEX.formatHex(PoolTestTerms.TOKEN.getBytes(StandardCharsets.US_ASCII))
            + ("800c0040" + "a5".repeat(64))
            + "80010002000080040002000f0008000080000000");

    /** @param seed what inputs are made of, by changes and cuts */
    record Target(String name, Consumer<byte[]> run, byte[] seed, int rounds) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Target> TARGETS = List.of(
            new Target("RequestFuzz", RequestFuzz::fuzzerTestOneInput, PACKET, 50_000),
            new Target("ExchangeFuzz", ExchangeFuzz::fuzzerTestOneInput, FIELDS, 10_000),
            new Target("CookieFuzz", CookieFuzz::fuzzerTestOneInput, new byte[169], 20_000),
            new Target("KeyExchangeFuzz", KeyExchangeFuzz::fuzzerTestOneInput, REQUEST, 5_000),
            new Target("KeyExchangeFuzz, a pool", KeyExchangeFuzz::fuzzerTestOneInput, POOL_REQUEST, 5_000),
            new Target("KeyExchangeFuzz, a pool's keys", KeyExchangeFuzz::fuzzerTestOneInput, POOL_KEYS, 5_000),
            new Target(
                    "KeyFilesFuzz",
                    KeyFilesFuzz::fuzzerTestOneInput,
                    "0".repeat(128).getBytes(StandardCharsets.US_ASCII),
                    20_000));

    @ParameterizedTest
    @FieldSource("TARGETS")
    void holdsItsLaws(Target target) {
        var random = new Random(8_915);
        target.run.accept(target.seed);
        for (int i = 0; i < target.rounds; i++) {
            target.run.accept(mutated(target.seed, random));
        }
    }

    private static byte[] mutated(byte[] seed, Random random) {
        boolean isCut = random.nextInt(4) == 0;
        byte[] input = Arrays.copyOf(seed, isCut ? random.nextInt(2 * seed.length) : seed.length);
        for (int changes = random.nextInt(4); changes > 0 && input.length > 0; changes--) {
            int at = random.nextInt(input.length);
            input[at] = (byte) (random.nextBoolean() ? random.nextInt() : input[at] ^ 1 << random.nextInt(8));
        }
        return input;
    }
}
