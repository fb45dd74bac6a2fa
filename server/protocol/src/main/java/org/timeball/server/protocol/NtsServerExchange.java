package org.timeball.server.protocol;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.timeball.server.protocol.aead.Aead;
import org.timeball.server.protocol.aead.AesGcmSiv;
import org.timeball.server.protocol.aead.AesSivCmac;
import org.timeball.server.protocol.aead.NonceGenerator;

/**
 * The server's side of one protected NTP request after another: opens the cookie, checks the tag, seals the reply.
 *
 * <p>{@link #open} does all that can be done before the transmit time is known, fresh cookies included. The caller then
 * writes the reply's header, transmit time last, and {@link #seal} adds the fields. A reply is never longer than its
 * request.
 *
 * <p>One instance serves one thread and reuses its buffers, so that once compiled it allocates nothing; it works on a copy
 * of the packet, because ciphers want arrays.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-5.7">RFC 8915 §5.7</a>
 */
public final class NtsServerExchange {

    /** What became of a request. */
    public enum Verdict {
        /** The client holds the keys: answer with {@link #seal}. */
        AUTHENTIC,
        /** The cookie does not open, or the tag is wrong: answer with a kiss of {@link #NAK_REF_ID}. */
        NAK,
        /** The authenticator or what it encrypts is not well formed: do not answer. */
        MALFORMED
    }

    /** The kiss code "NTSN" by which a client learns that it needs new cookies (RFC 8915 §5.7). */
    public static final int NAK_REF_ID = 0x4e54534e;

    /** Fresh cookies in one reply at most: what a client keeps in stock. */
    public static final int MAX_COOKIES = 8;

    /** Type, length, nonce length, ciphertext length. */
    private static final int AUTHENTICATOR_HEAD_OCTETS = ExtensionField.HEADER_OCTETS + 4;

    private final Cookies cookies;
    private final Nonces nonces;

    private final byte[] request = new byte[RequestFields.MAX_PACKET_OCTETS];
    private final MemorySegment requestSegment = MemorySegment.ofArray(request);
    private final byte[] encrypted = new byte[RequestFields.MAX_PACKET_OCTETS];
    private final MemorySegment encryptedSegment = MemorySegment.ofArray(encrypted);
    private final byte[] fresh = new byte[RequestFields.MAX_PACKET_OCTETS];
    private final MemorySegment freshSegment = MemorySegment.ofArray(fresh);
    private final byte[] reply = new byte[RequestFields.MAX_PACKET_OCTETS];
    private final MemorySegment replySegment = MemorySegment.ofArray(reply);

    /** What the cookie held: AEAD number, S2C, C2S. It goes into the fresh cookies as it is. */
    private final byte[] secrets = new byte[CookieJar.MAX_PLAINTEXT_OCTETS];

    private final byte[] nonce = new byte[AeadAlgorithm.MAX_NONCE_OCTETS];
    private final Map<AeadAlgorithm, Aead> aeads = new EnumMap<>(AeadAlgorithm.class);

    /** What the request last opened is protected with. */
    private AeadAlgorithm algorithm = AeadAlgorithm.AES_SIV_CMAC_256;

    private int uniqueIdentifierAt;
    private int uniqueIdentifierOctets;
    private int freshOctets;

    /**
     * An exchange whose cookies come out of a jar, which may be shared.
     *
     * @param random gives the key of the nonces, here and not again
     */
    public NtsServerExchange(CookieJar jar, SecureRandom random) {
        this(jar, random, Map.of());
    }

    /**
     * The same with other code for some of the algorithms, because it is faster.
     *
     * @param others belong to this exchange's thread; ours serve where there are none
     */
    public NtsServerExchange(CookieJar jar, SecureRandom random, Map<AeadAlgorithm, Aead> others) {
        this(jar, new NonceGenerator(random)::fill);
        aeads.putAll(others);
    }

    private NtsServerExchange(CookieJar jar, Nonces nonces) {
        this(new CookieSeal(jar, nonces), nonces);
    }

    NtsServerExchange(Cookies cookies, Nonces nonces) {
        this.cookies = cookies;
        this.nonces = nonces;
        Aead siv = new AesSivCmac(new byte[AeadAlgorithm.AES_SIV_CMAC_256.keyOctets()]);
        aeads.put(AeadAlgorithm.AES_SIV_CMAC_256, siv);
        aeads.put(AeadAlgorithm.AES_SIV_CMAC_384, siv);
        aeads.put(AeadAlgorithm.AES_SIV_CMAC_512, siv);
        aeads.put(AeadAlgorithm.AES_128_GCM_SIV, new AesGcmSiv(new byte[AeadAlgorithm.AES_128_GCM_SIV.keyOctets()]));
    }

    /**
     * Judges a request and, if it is authentic, makes ready to answer it.
     *
     * @param packet holds the request, which is not changed
     * @param at     position of its first octet in {@code packet}
     * @param fields what {@link RequestFields#read} found in it, of the shape {@link RequestFields.Shape#PROTECTED}
     */
    public Verdict open(MemorySegment packet, long at, RequestFields fields) {
        MemorySegment.copy(packet, ValueLayout.JAVA_BYTE, at, request, 0, fields.packetOctets());
        int secretOctets = cookies.open(
                request,
                fields.cookieAt() + ExtensionField.HEADER_OCTETS,
                fields.cookieOctets() - ExtensionField.HEADER_OCTETS,
                secrets);
        Optional<AeadAlgorithm> named = CookieJar.algorithmOf(secrets, secretOctets);
        if (named.isEmpty()) {
            return Verdict.NAK;
        }
        algorithm = named.get();
        return openAuthenticator(fields, secretOctets);
    }

    private Verdict openAuthenticator(RequestFields fields, int secretOctets) {
        int at = fields.authenticatorAt();
        int nonceOctets = ExtensionField.int16(requestSegment, at + ExtensionField.HEADER_OCTETS);
        int sealedOctets = ExtensionField.int16(requestSegment, at + ExtensionField.HEADER_OCTETS + 2);
        int nonceAt = at + AUTHENTICATOR_HEAD_OCTETS;
        int sealedAt = nonceAt + ExtensionField.padded(nonceOctets);
        // Room is asked for a nonce as long as ours, whatever its length: the padding of RFC 8915 §5.6 makes sure that
        // the reply, with such a nonce, is no longer than the request.
        int roomForNonce = Math.max(ExtensionField.padded(nonceOctets), algorithm.nonceOctets());
        if (!algorithm.takesNonceOf(nonceOctets)
                || sealedOctets < Aead.TAG_OCTETS
                || AUTHENTICATOR_HEAD_OCTETS + roomForNonce + ExtensionField.padded(sealedOctets)
                        > fields.authenticatorOctets()) {
            return Verdict.MALFORMED;
        }
        Aead aead = aead();
        aead.rekey(secrets, 2 + algorithm.keyOctets(), algorithm.keyOctets());
        boolean isAuthentic = aead.associate(request, 0, at)
                .nonce(request, nonceAt, nonceOctets)
                .open(request, sealedAt, sealedOctets, encrypted, 0);
        if (!isAuthentic) {
            return Verdict.NAK;
        }
        int encryptedOctets = sealedOctets - Aead.TAG_OCTETS;
        if (!areFields(encryptedSegment, encryptedOctets)) {
            return Verdict.MALFORMED;
        }
        int placeholders = fields.placeholders(requestSegment, NtpHeader.OCTETS, at)
                + fields.placeholders(encryptedSegment, 0, encryptedOctets);
        return prepare(fields, 1 + placeholders, secretOctets);
    }

    /** Seals the fresh cookies: as many as were asked for, as we give at most, and as the request's length allows. */
    private Verdict prepare(RequestFields fields, int wanted, int secretOctets) {
        uniqueIdentifierAt = fields.uniqueIdentifierAt();
        uniqueIdentifierOctets = fields.uniqueIdentifierOctets();
        int cookieFieldOctets =
                ExtensionField.HEADER_OCTETS + ExtensionField.padded(cookies.cookieOctets(secretOctets));
        int room = fields.packetOctets() - sealedAt() - Aead.TAG_OCTETS;
        int count = Math.min(Math.min(wanted, MAX_COOKIES), room / cookieFieldOctets);
        if (count < 1) {
            return Verdict.MALFORMED;
        }
        freshOctets = 0;
        for (int i = 0; i < count; i++) {
            ExtensionField.putHeader(freshSegment, freshOctets, ExtensionField.NTS_COOKIE, cookieFieldOctets);
            cookies.seal(secrets, secretOctets, fresh, freshOctets + ExtensionField.HEADER_OCTETS);
            freshOctets += cookieFieldOctets;
        }
        nonces.fill(nonce);
        return Verdict.AUTHENTIC;
    }

    /**
     * Adds the fields to the reply to the request last opened, which was {@link Verdict#AUTHENTIC}.
     *
     * @param packet holds the reply's header, complete, where the request's was; receives the fields behind it
     * @param at     position of the header in {@code packet}
     * @return length of the whole reply, not more than the request's
     */
    public int seal(MemorySegment packet, long at) {
        int authenticatorAt = NtpHeader.OCTETS + uniqueIdentifierOctets;
        int sealedAt = sealedAt();
        int nonceOctets = algorithm.nonceOctets();
        int sealedOctets = Aead.TAG_OCTETS + freshOctets;
        int replyOctets = sealedAt + sealedOctets;
        MemorySegment.copy(packet, ValueLayout.JAVA_BYTE, at, reply, 0, NtpHeader.OCTETS);
        System.arraycopy(request, uniqueIdentifierAt, reply, NtpHeader.OCTETS, uniqueIdentifierOctets);
        ExtensionField.putHeader(
                replySegment, authenticatorAt, ExtensionField.NTS_AUTHENTICATOR, replyOctets - authenticatorAt);
        ExtensionField.putInt16(replySegment, authenticatorAt + ExtensionField.HEADER_OCTETS, nonceOctets);
        ExtensionField.putInt16(replySegment, authenticatorAt + ExtensionField.HEADER_OCTETS + 2, sealedOctets);
        System.arraycopy(nonce, 0, reply, authenticatorAt + AUTHENTICATOR_HEAD_OCTETS, nonceOctets);
        Aead aead = aead();
        aead.rekey(secrets, 2, algorithm.keyOctets());
        aead.associate(reply, 0, authenticatorAt)
                .nonce(nonce, 0, nonceOctets)
                .seal(fresh, 0, freshOctets, reply, sealedAt);
        MemorySegment.copy(
                reply,
                NtpHeader.OCTETS,
                packet,
                ValueLayout.JAVA_BYTE,
                at + NtpHeader.OCTETS,
                replyOctets - NtpHeader.OCTETS);
        return replyOctets;
    }

    private Aead aead() {
        return Objects.requireNonNull(aeads.get(algorithm));
    }

    /** Where tag and ciphertext begin in the reply: behind header, identifier, authenticator's head and nonce. */
    private int sealedAt() {
        return NtpHeader.OCTETS + uniqueIdentifierOctets + AUTHENTICATOR_HEAD_OCTETS + algorithm.nonceOctets();
    }

    /** Whether what was encrypted is a row of fields (RFC 8915 §5.6: multiples of 4, no other least length). */
    private static boolean areFields(MemorySegment fields, int octets) {
        int position = 0;
        while (position < octets) {
            int remaining = octets - position;
            if (remaining < ExtensionField.HEADER_OCTETS) {
                return false;
            }
            int fieldOctets = ExtensionField.octets(fields, position);
            if (!ExtensionField.isPossible(fieldOctets, ExtensionField.HEADER_OCTETS, remaining)) {
                return false;
            }
            position += fieldOctets;
        }
        return true;
    }
}
