package org.timeball.server.linux.nettle;

import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.timeball.server.protocol.aead.Aead;

/**
 * AES-SIV-CMAC-256 and -512 by libnettle, which has it since 3.6. The library has no AES-192 here.
 *
 * <p>An instance belongs to one thread at a time.
 */
final class NettleSiv implements Aead {

    private static final int KEY_OCTETS_128 = 32;
    private static final int KEY_OCTETS_256 = 64;

    private static final String PREFIX_128 = "nettle_siv_cmac_aes128_";
    private static final String PREFIX_256 = "nettle_siv_cmac_aes256_";

    /** All that is called. */
    static final List<String> FUNCTIONS = Stream.of(PREFIX_128, PREFIX_256)
            .flatMap(prefix ->
                    Stream.of("set_key", "encrypt_message", "decrypt_message").map(prefix::concat))
            .toList();

    /** Not to be touched where the library is not there. */
    private static final class Functions {

        static final MethodHandle SET_KEY_128 = NettleLibrary.setKey(PREFIX_128 + "set_key");
        static final MethodHandle SET_KEY_256 = NettleLibrary.setKey(PREFIX_256 + "set_key");
        static final MethodHandle ENCRYPT_128 = NettleLibrary.encrypt(PREFIX_128 + "encrypt_message");
        static final MethodHandle ENCRYPT_256 = NettleLibrary.encrypt(PREFIX_256 + "encrypt_message");
        static final MethodHandle DECRYPT_128 = NettleLibrary.decrypt(PREFIX_128 + "decrypt_message");
        static final MethodHandle DECRYPT_256 = NettleLibrary.decrypt(PREFIX_256 + "decrypt_message");

        private Functions() {}
    }

    private final NettleMessage message = new NettleMessage();
    private boolean isAes256;

    /** @see NettleAeads#load */
    NettleSiv() {}

    @Override
    public void rekey(byte[] keys, int offset, int octets) {
        if (octets != KEY_OCTETS_128 && octets != KEY_OCTETS_256) {
            throw new IllegalArgumentException("a key has 32 or 64 octets here, not " + octets);
        }
        message.key(keys, offset, octets);
        isAes256 = octets == KEY_OCTETS_256;
        try {
            if (isAes256) {
                Functions.SET_KEY_256.invokeExact(message.contextAddress(), message.keyAddress());
            } else {
                Functions.SET_KEY_128.invokeExact(message.contextAddress(), message.keyAddress());
            }
        } catch (Throwable thrown) {
            throw NettleLibrary.misbound(thrown);
        }
    }

    @Override
    public NettleSiv associate(byte[] data, int offset, int octets) {
        message.associate(data, offset, octets);
        return this;
    }

    /** One octet or more: without any the library would leave the string out. */
    @Override
    public NettleSiv nonce(byte[] data, int offset, int octets) {
        if (octets < 1) {
            throw new IllegalArgumentException("a nonce has an octet at least");
        }
        message.nonce(data, offset, octets);
        return this;
    }

    @Override
    public void seal(byte[] plaintext, int offset, int octets, byte[] sealed, int sealedOffset) {
        message.take(plaintext, offset, octets);
        int sealedOctets = TAG_OCTETS + octets;
        NettleMessage.requireRoom(sealedOctets);
        encrypt(sealedOctets);
        message.give(sealed, sealedOffset, sealedOctets);
    }

    @Override
    public boolean open(byte[] sealed, int offset, int octets, byte[] plaintext, int plainOffset) {
        if (octets < TAG_OCTETS) {
            return false;
        }
        message.take(sealed, offset, octets);
        int plainOctets = octets - TAG_OCTETS;
        if (!decrypts(plainOctets)) {
            Arrays.fill(plaintext, plainOffset, plainOffset + plainOctets, (byte) 0);
            return false;
        }
        message.give(plaintext, plainOffset, plainOctets);
        return true;
    }

    private void encrypt(long sealedOctets) {
        var m = message;
        try {
            if (isAes256) {
                Functions.ENCRYPT_256.invokeExact(
                        m.contextAddress(),
                        m.nonceOctets(),
                        m.nonceAddress(),
                        m.associatedOctets(),
                        m.associatedAddress(),
                        sealedOctets,
                        m.outAddress(),
                        m.inAddress());
            } else {
                Functions.ENCRYPT_128.invokeExact(
                        m.contextAddress(),
                        m.nonceOctets(),
                        m.nonceAddress(),
                        m.associatedOctets(),
                        m.associatedAddress(),
                        sealedOctets,
                        m.outAddress(),
                        m.inAddress());
            }
        } catch (Throwable thrown) {
            throw NettleLibrary.misbound(thrown);
        }
    }

    private boolean decrypts(long plainOctets) {
        var m = message;
        try {
            int isAuthentic = isAes256
                    ? (int) Functions.DECRYPT_256.invokeExact(
                            m.contextAddress(),
                            m.nonceOctets(),
                            m.nonceAddress(),
                            m.associatedOctets(),
                            m.associatedAddress(),
                            plainOctets,
                            m.outAddress(),
                            m.inAddress())
                    : (int) Functions.DECRYPT_128.invokeExact(
                            m.contextAddress(),
                            m.nonceOctets(),
                            m.nonceAddress(),
                            m.associatedOctets(),
                            m.associatedAddress(),
                            plainOctets,
                            m.outAddress(),
                            m.inAddress());
            return isAuthentic != 0;
        } catch (Throwable thrown) {
            throw NettleLibrary.misbound(thrown);
        }
    }
}
