package org.timeball.server.linux.nettle;

import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import org.timeball.server.protocol.aead.Aead;
import org.timeball.server.protocol.aead.AesGcmSiv;

/**
 * AES-128-GCM-SIV by libnettle, which has it since 3.9 (Debian 13).
 *
 * <p>An instance belongs to one thread at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8452">RFC 8452</a>
 */
final class NettleGcmSiv implements Aead {

    private static final int KEY_OCTETS = 16;

    private static final String SET_KEY = "nettle_aes128_set_encrypt_key";
    private static final String ENCRYPT = "nettle_siv_gcm_aes128_encrypt_message";
    private static final String DECRYPT = "nettle_siv_gcm_aes128_decrypt_message";

    /** All that is called. */
    static final List<String> FUNCTIONS = List.of(SET_KEY, ENCRYPT, DECRYPT);

    /** Not to be touched where the library is not there. */
    private static final class Functions {

        static final MethodHandle SET_KEY = NettleLibrary.setKey(NettleGcmSiv.SET_KEY);
        static final MethodHandle ENCRYPT = NettleLibrary.encrypt(NettleGcmSiv.ENCRYPT);
        static final MethodHandle DECRYPT = NettleLibrary.decrypt(NettleGcmSiv.DECRYPT);

        private Functions() {}
    }

    private final NettleMessage message = new NettleMessage();

    /** @see NettleAeads#load */
    NettleGcmSiv() {}

    @Override
    public void rekey(byte[] keys, int offset, int octets) {
        if (octets != KEY_OCTETS) {
            throw new IllegalArgumentException("a key has 16 octets here, not " + octets);
        }
        message.key(keys, offset, octets);
        try {
            Functions.SET_KEY.invokeExact(message.contextAddress(), message.keyAddress());
        } catch (Throwable thrown) {
            throw NettleLibrary.misbound(thrown);
        }
    }

    @Override
    public NettleGcmSiv associate(byte[] data, int offset, int octets) {
        message.associate(data, offset, octets);
        return this;
    }

    /** The library ends the process at any other length. */
    @Override
    public NettleGcmSiv nonce(byte[] data, int offset, int octets) {
        if (octets != AesGcmSiv.NONCE_OCTETS) {
            throw new IllegalArgumentException("a nonce has " + AesGcmSiv.NONCE_OCTETS + " octets, not " + octets);
        }
        message.nonce(data, offset, octets);
        return this;
    }

    @Override
    public void seal(byte[] plaintext, int offset, int octets, byte[] sealed, int sealedOffset) {
        message.take(plaintext, offset, octets);
        int sealedOctets = TAG_OCTETS + octets;
        NettleMessage.requireRoom(sealedOctets);
        try {
            Functions.ENCRYPT.invokeExact(
                    message.contextAddress(),
                    message.nonceOctets(),
                    message.nonceAddress(),
                    message.associatedOctets(),
                    message.associatedAddress(),
                    (long) sealedOctets,
                    message.outAddress(),
                    message.inAddress());
        } catch (Throwable thrown) {
            throw NettleLibrary.misbound(thrown);
        }
        message.give(sealed, sealedOffset, sealedOctets);
    }

    @Override
    public boolean open(byte[] sealed, int offset, int octets, byte[] plaintext, int plainOffset) {
        int plainOctets = octets - TAG_OCTETS;
        if (plainOctets < 0) {
            return false;
        }
        message.take(sealed, offset, octets);
        if (!decrypts(plainOctets)) {
            Arrays.fill(plaintext, plainOffset, plainOffset + plainOctets, (byte) 0);
            return false;
        }
        message.give(plaintext, plainOffset, plainOctets);
        return true;
    }

    private boolean decrypts(long plainOctets) {
        try {
            int isAuthentic = (int) Functions.DECRYPT.invokeExact(
                    message.contextAddress(),
                    message.nonceOctets(),
                    message.nonceAddress(),
                    message.associatedOctets(),
                    message.associatedAddress(),
                    plainOctets,
                    message.outAddress(),
                    message.inAddress());
            return isAuthentic != 0;
        } catch (Throwable thrown) {
            throw NettleLibrary.misbound(thrown);
        }
    }
}
