package org.timeball.server.linux.nettle;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.aead.Aead;

/**
 * What libnettle computes in place of our own code: those algorithms that the one installed has, and that it computes as
 * ours does.
 *
 * @param inPlaceOfOurs for an exchange; an instance belongs to one thread at a time, and two algorithms may share one
 * @param wrong         those that it has and that failed the comparison
 */
public record NettleAeads(Map<AeadAlgorithm, Aead> inPlaceOfOurs, Set<AeadAlgorithm> wrong) {

    private static final int TRIALS = 64;

    /** Copies both. */
    public NettleAeads {
        inPlaceOfOurs = Collections.unmodifiableMap(new EnumMap<>(inPlaceOfOurs));
        wrong = Set.copyOf(wrong);
    }

    /** New instances, for one thread; none where the library is not installed. */
    public static NettleAeads load() {
        var right = new EnumMap<AeadAlgorithm, Aead>(AeadAlgorithm.class);
        var wrong = EnumSet.noneOf(AeadAlgorithm.class);
        if (hasSiv(NettleLibrary.NAME)) {
            var siv = new NettleSiv();
            sort(AeadAlgorithm.AES_SIV_CMAC_256, siv, right, wrong);
            sort(AeadAlgorithm.AES_SIV_CMAC_512, siv, right, wrong);
        }
        if (hasGcmSiv(NettleLibrary.NAME)) {
            sort(AeadAlgorithm.AES_128_GCM_SIV, new NettleGcmSiv(), right, wrong);
        }
        return new NettleAeads(right, wrong);
    }

    /** Whether a library of that name has all that is called for AES-SIV-CMAC. */
    static boolean hasSiv(String library) {
        return NettleLibrary.hasFunctions(library, NettleSiv.FUNCTIONS);
    }

    /** Whether a library of that name has all that is called for AES-GCM-SIV. */
    static boolean hasGcmSiv(String library) {
        return NettleLibrary.hasFunctions(library, NettleGcmSiv.FUNCTIONS);
    }

    private static void sort(
            AeadAlgorithm algorithm, Aead theirs, Map<AeadAlgorithm, Aead> right, Set<AeadAlgorithm> wrong) {
        if (agree(algorithm, theirs, algorithm.cipher(new byte[algorithm.keyOctets()]))) {
            right.put(algorithm, theirs);
        } else {
            wrong.add(algorithm);
        }
    }

    private static boolean agree(AeadAlgorithm algorithm, Aead theirs, Aead ours) {
        var random = new Random(algorithm.id());
        byte[] bytes = new byte[400];
        for (int i = 0; i < TRIALS; i++) {
            random.nextBytes(bytes);
            int octets = random.nextInt(100);
            if (!Arrays.equals(sample(algorithm, ours, bytes, octets), sample(algorithm, theirs, bytes, octets))) {
                return false;
            }
        }
        return true;
    }

    private static byte[] sample(AeadAlgorithm algorithm, Aead aead, byte[] bytes, int octets) {
        byte[] sealed = new byte[Aead.TAG_OCTETS + octets];
        aead.rekey(bytes, 0, algorithm.keyOctets());
        aead.associate(bytes, 100, 2 * octets)
                .nonce(bytes, 70, algorithm.nonceOctets())
                .seal(bytes, 300, octets, sealed, 0);
        return sealed;
    }
}
