package org.timeball.server.client;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.client.nts.KeyExchangeAnswerFuzz;
import org.timeball.server.client.nts.ProtectedReplyFuzz;
import org.timeball.server.protocol.AeadAlgorithm;

/** F6, F16 and the client's side of F1 and F3: the fuzz targets on seeded random input; Jazzer runs them longer. */
class FuzzTest {

    /** @param seed what inputs are made of, by changes and cuts */
    record Target(String name, Consumer<byte[]> run, byte[] seed, int rounds) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Target> TARGETS = List.of(
            new Target(
                    "KeyExchangeAnswerFuzz",
                    KeyExchangeAnswerFuzz::fuzzerTestOneInput,
                    KeyExchangeAnswerFuzz.seed(),
                    20_000),
            new Target("ProtectedReplyFuzz", ProtectedReplyFuzz::fuzzerTestOneInput, ProtectedReplyFuzz.seed(), 20_000),
            new Target("AssociationFuzz", AssociationFuzz::fuzzerTestOneInput, AssociationFuzz.seed(), 20_000),
            new Target(
                    "KeptKeysFuzz",
                    KeptKeysFuzz::fuzzerTestOneInput,
                    KeptKeysTest.example(AeadAlgorithm.AES_128_GCM_SIV).encode(),
                    50_000));

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
