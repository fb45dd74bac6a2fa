package org.timeball.server.linux.nettle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.timeball.server.protocol.AeadAlgorithm;

class NettleAeadsTest {

    /** Ours go on where the library is missing, or is another. */
    @Test
    void doesWithoutALibraryThatIsMissingOrAnother() {
        assertFalse(NettleAeads.hasSiv("libno-such-library.so.8"));
        assertFalse(NettleAeads.hasSiv("libc.so.6"));
        assertFalse(NettleAeads.hasGcmSiv("libno-such-library.so.8"));
        assertFalse(NettleAeads.hasGcmSiv("libc.so.6"));
    }

    /** An old library has the one and not the other; AES-192 is never asked of it. */
    @Test
    void computesWhatTheLibraryHas() {
        var expected = EnumSet.noneOf(AeadAlgorithm.class);
        if (NettleAeads.hasSiv(NettleLibrary.NAME)) {
            expected.addAll(Set.of(AeadAlgorithm.AES_SIV_CMAC_256, AeadAlgorithm.AES_SIV_CMAC_512));
        }
        if (NettleAeads.hasGcmSiv(NettleLibrary.NAME)) {
            expected.add(AeadAlgorithm.AES_128_GCM_SIV);
        }

        var found = NettleAeads.load();

        assertEquals(expected, found.inPlaceOfOurs().keySet());
        assertEquals(Set.of(), found.wrong());
    }
}
