package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.aead.Aead;
import org.timeball.server.protocol.aead.AesSivCmac;

/**
 * AES-SIV-CMAC-256 and -512 by libnettle, which chrony and GnuTLS use: half the time of ours where the processor has
 * instructions for AES, since Java has no way to them for a key that serves once. The library has no AES-192 here.
 *
 * <p>What the library is given is copied to memory of this object, with every length checked on the way, and it is given
 * nothing else. An instance belongs to one thread at a time.
 *
 * @see <a href="https://www.lysator.liu.se/~nisse/nettle/nettle.html">nettle's manual, SIV-CMAC</a>
 */
public final class NettleSiv implements Aead {

    private static final int KEY_OCTETS_128 = 32;
    private static final int KEY_OCTETS_256 = 64;

    /** The library's name since nettle 3.5; SIV-CMAC is in it since 3.6. */
    private static final String LIBRARY = "libnettle.so.8";

    /** More than {@code struct siv_cmac_aes256_ctx} takes: two key schedules, CMAC's subkeys and a block. */
    private static final long CONTEXT_OCTETS = 4_096;

    /** Of any string: the longest packet that is read, and a tag. */
    private static final long STRING_OCTETS = 2_048 + TAG_OCTETS;

    private static final String PREFIX_128 = "nettle_siv_cmac_aes128_";
    private static final String PREFIX_256 = "nettle_siv_cmac_aes256_";
    private static final List<String> FUNCTIONS = List.of("set_key", "encrypt_message", "decrypt_message");

    private static final int TRIALS = 64;

    /** Not to be touched where the library is not there. Addresses are plain numbers; the memory is kept by this object. */
    private static final class Functions {

        private static final FunctionDescriptor SET_KEY = FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG);
        private static final FunctionDescriptor ENCRYPT = FunctionDescriptor.ofVoid(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        private static final FunctionDescriptor DECRYPT = FunctionDescriptor.of(
                JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

        static final MethodHandle SET_KEY_128 = bind(PREFIX_128 + "set_key", SET_KEY);
        static final MethodHandle SET_KEY_256 = bind(PREFIX_256 + "set_key", SET_KEY);
        static final MethodHandle ENCRYPT_128 = bind(PREFIX_128 + "encrypt_message", ENCRYPT);
        static final MethodHandle ENCRYPT_256 = bind(PREFIX_256 + "encrypt_message", ENCRYPT);
        static final MethodHandle DECRYPT_128 = bind(PREFIX_128 + "decrypt_message", DECRYPT);
        static final MethodHandle DECRYPT_256 = bind(PREFIX_256 + "decrypt_message", DECRYPT);

        private Functions() {}

        /** A call takes less than a microsecond, and none of the heap, so it need not let the collector in. */
        @SuppressWarnings("restricted") // this module is where that is allowed
        private static MethodHandle bind(String name, FunctionDescriptor descriptor) {
            var library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
            return Linker.nativeLinker()
                    .downcallHandle(library.findOrThrow(name), descriptor, Linker.Option.critical(false));
        }
    }

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment context = arena.allocate(CONTEXT_OCTETS, 64);
    private final MemorySegment key = arena.allocate(KEY_OCTETS_256);
    private final MemorySegment associated = arena.allocate(STRING_OCTETS);
    private final MemorySegment nonce = arena.allocate(STRING_OCTETS);
    private final MemorySegment in = arena.allocate(STRING_OCTETS);
    private final MemorySegment out = arena.allocate(STRING_OCTETS);
    private boolean isAes256;
    private long associatedOctets;
    private long nonceOctets;

    private NettleSiv() {}

    /** An instance, where the library is installed, has the functions and computes what it should. */
    public static Optional<NettleSiv> load() {
        if (!isInstalled()) {
            return Optional.empty();
        }
        var siv = new NettleSiv();
        return siv.agreesWithOurs() ? Optional.of(siv) : Optional.empty();
    }

    /** Whether the library is there with all that is called; {@link #load} finds out whether it computes what it should. */
    public static boolean isInstalled() {
        return hasFunctions(LIBRARY);
    }

    /** The algorithms that this one computes, for an exchange. */
    public Map<AeadAlgorithm, Aead> inPlaceOfOurs() {
        return Map.of(AeadAlgorithm.AES_SIV_CMAC_256, this, AeadAlgorithm.AES_SIV_CMAC_512, this);
    }

    /** Whether there is a library of that name with all that is called. */
    @SuppressWarnings("restricted") // this module is where that is allowed
    static boolean hasFunctions(String library) {
        try {
            var found = SymbolLookup.libraryLookup(library, Arena.global());
            return FUNCTIONS.stream()
                    .allMatch(name -> found.find(PREFIX_128 + name).isPresent()
                            && found.find(PREFIX_256 + name).isPresent());
        } catch (IllegalArgumentException missing) {
            return false;
        }
    }

    private boolean agreesWithOurs() {
        var random = new Random(5_297);
        var ours = new AesSivCmac(new byte[KEY_OCTETS_128]);
        byte[] bytes = new byte[400];
        for (int i = 0; i < TRIALS; i++) {
            random.nextBytes(bytes);
            int octets = random.nextInt(100);
            int keyOctets = i % 2 == 0 ? KEY_OCTETS_128 : KEY_OCTETS_256;
            if (!Arrays.equals(sample(ours, bytes, keyOctets, octets), sample(this, bytes, keyOctets, octets))) {
                return false;
            }
        }
        return true;
    }

    private static byte[] sample(Aead aead, byte[] bytes, int keyOctets, int octets) {
        byte[] sealed = new byte[TAG_OCTETS + octets];
        aead.rekey(bytes, 0, keyOctets);
        aead.associate(bytes, 100, 2 * octets).nonce(bytes, 70, 1 + octets % 20).seal(bytes, 300, octets, sealed, 0);
        return sealed;
    }

    @Override
    public void rekey(byte[] keys, int offset, int octets) {
        if (octets != KEY_OCTETS_128 && octets != KEY_OCTETS_256) {
            throw new IllegalArgumentException("a key has 32 or 64 octets here, not " + octets);
        }
        MemorySegment.copy(keys, offset, key, JAVA_BYTE, 0, octets);
        isAes256 = octets == KEY_OCTETS_256;
        try {
            if (isAes256) {
                Functions.SET_KEY_256.invokeExact(context.address(), key.address());
            } else {
                Functions.SET_KEY_128.invokeExact(context.address(), key.address());
            }
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    @Override
    public NettleSiv associate(byte[] data, int offset, int octets) {
        MemorySegment.copy(data, offset, associated, JAVA_BYTE, 0, octets);
        associatedOctets = octets;
        return this;
    }

    /** One octet or more: without any the library would leave the string out. */
    @Override
    public NettleSiv nonce(byte[] data, int offset, int octets) {
        if (octets < 1) {
            throw new IllegalArgumentException("a nonce has an octet at least");
        }
        MemorySegment.copy(data, offset, nonce, JAVA_BYTE, 0, octets);
        nonceOctets = octets;
        return this;
    }

    @Override
    public void seal(byte[] plaintext, int offset, int octets, byte[] sealed, int sealedOffset) {
        MemorySegment.copy(plaintext, offset, in, JAVA_BYTE, 0, octets);
        long sealedOctets = TAG_OCTETS + octets;
        requireRoom(sealedOctets);
        encrypt(sealedOctets);
        MemorySegment.copy(out, JAVA_BYTE, 0, sealed, sealedOffset, (int) sealedOctets);
    }

    @Override
    public boolean open(byte[] sealed, int offset, int octets, byte[] plaintext, int plainOffset) {
        if (octets < TAG_OCTETS) {
            return false;
        }
        MemorySegment.copy(sealed, offset, in, JAVA_BYTE, 0, octets);
        int plainOctets = octets - TAG_OCTETS;
        if (!decrypts(plainOctets)) {
            Arrays.fill(plaintext, plainOffset, plainOffset + plainOctets, (byte) 0);
            return false;
        }
        MemorySegment.copy(out, JAVA_BYTE, 0, plaintext, plainOffset, plainOctets);
        return true;
    }

    private void encrypt(long sealedOctets) {
        long a = associated.address();
        long n = nonce.address();
        long c = context.address();
        try {
            if (isAes256) {
                Functions.ENCRYPT_256.invokeExact(
                        c, nonceOctets, n, associatedOctets, a, sealedOctets, out.address(), in.address());
            } else {
                Functions.ENCRYPT_128.invokeExact(
                        c, nonceOctets, n, associatedOctets, a, sealedOctets, out.address(), in.address());
            }
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    private boolean decrypts(long plainOctets) {
        long a = associated.address();
        long n = nonce.address();
        long c = context.address();
        try {
            int isAuthentic = isAes256
                    ? (int) Functions.DECRYPT_256.invokeExact(
                            c, nonceOctets, n, associatedOctets, a, plainOctets, out.address(), in.address())
                    : (int) Functions.DECRYPT_128.invokeExact(
                            c, nonceOctets, n, associatedOctets, a, plainOctets, out.address(), in.address());
            return isAuthentic != 0;
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    private static void requireRoom(long octets) {
        if (octets > STRING_OCTETS) {
            throw new IllegalArgumentException(octets + " octets are more than there is room for");
        }
    }

    private static AssertionError misbound(Throwable thrown) {
        return new AssertionError("the library's functions throw nothing", thrown);
    }
}
