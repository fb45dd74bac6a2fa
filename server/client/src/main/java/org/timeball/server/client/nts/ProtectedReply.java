package org.timeball.server.client.nts;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.timeball.server.protocol.ExtensionField;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.Opaque;
import org.timeball.server.protocol.SessionKeys;
import org.timeball.server.protocol.aead.Aead;

/**
 * What a packet under NTS amounts to, if it is a reply to the request of a given unique identifier.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-5.7">RFC 8915 §5.7</a>
 */
public sealed interface ProtectedReply {

    /**
     * The server itself sent it: header and identifier are as it made them.
     *
     * @param cookies fresh ones, each of 1 to {@value KeyExchangeReader#MAX_COOKIE_OCTETS} octets
     */
    record Authentic(List<Opaque> cookies) implements ProtectedReply {
        /** Copies the list. */
        public Authentic {
            cookies = List.copyOf(cookies);
        }
    }

    /** It is not to be believed. */
    record Refused(Reason reason) implements ProtectedReply {}

    /** Why a packet is not to be believed. */
    enum Reason {
        /** By somebody who saw the request, with neither authenticator nor cookie: fit for a NAK and nothing else. */
        UNPROTECTED,
        /** It has another identifier, or none. */
        OF_ANOTHER_REQUEST,
        /** Its authenticator does not hold. */
        FORGED,
        /** Its fields are not well formed. */
        MALFORMED
    }

    /**
     * Judges a packet.
     *
     * @param packet           at least a header
     * @param uniqueIdentifier of the request
     * @param keys             that belong to the cookie of the request
     */
    static ProtectedReply open(byte[] packet, Opaque uniqueIdentifier, SessionKeys keys) {
        var fields = Fields.of(packet);
        if (fields.isEmpty()) {
            return new Refused(Reason.MALFORMED);
        }
        return fields.get().open(packet, uniqueIdentifier, keys);
    }

    /**
     * Where the fields are that matter; those behind the authenticator do not (RFC 8915 §5.7).
     *
     * @param identifierAt        of the unique identifier, 0 when there is none
     * @param identifierOctets    header included
     * @param hasCookie           whether there is one in the clear, which a server never sends
     * @param authenticatorAt     0 when there is none
     * @param authenticatorOctets header included
     */
    record Fields(
            int identifierAt, int identifierOctets, boolean hasCookie, int authenticatorAt, int authenticatorOctets) {

        private static final int BODY = ExtensionField.HEADER_OCTETS;

        /** Empty when a length is not true, or a field stands twice. */
        private static Optional<Fields> of(byte[] packet) {
            var segment = MemorySegment.ofArray(packet);
            var found = new Fields(0, 0, false, 0, 0);
            int at = NtpHeader.OCTETS;
            while (at < packet.length && found.authenticatorAt == 0) {
                int remaining = packet.length - at;
                if (remaining < BODY) {
                    return Optional.empty();
                }
                int octets = ExtensionField.octets(segment, at);
                if (!ExtensionField.isPossible(octets, ExtensionField.MIN_OCTETS, remaining)) {
                    return Optional.empty();
                }
                int type = ExtensionField.type(segment, at);
                if (type == ExtensionField.UNIQUE_IDENTIFIER && found.identifierAt != 0) {
                    return Optional.empty();
                }
                found = found.with(type, at, octets);
                at += octets;
            }
            return Optional.of(found);
        }

        private Fields with(int type, int at, int octets) {
            return switch (type) {
                case ExtensionField.UNIQUE_IDENTIFIER ->
                    new Fields(at, octets, hasCookie, authenticatorAt, authenticatorOctets);
                case ExtensionField.NTS_COOKIE ->
                    new Fields(identifierAt, identifierOctets, true, authenticatorAt, authenticatorOctets);
                case ExtensionField.NTS_AUTHENTICATOR ->
                    new Fields(identifierAt, identifierOctets, hasCookie, at, octets);
                default -> this;
            };
        }

        private ProtectedReply open(byte[] packet, Opaque uniqueIdentifier, SessionKeys keys) {
            byte[] identifier = identifierAt == 0
                    ? new byte[0]
                    : Arrays.copyOfRange(packet, identifierAt + BODY, identifierAt + identifierOctets);
            if (!uniqueIdentifier.equals(new Opaque(identifier))) {
                return new Refused(Reason.OF_ANOTHER_REQUEST);
            }
            if (authenticatorAt == 0) {
                return hasCookie ? new Refused(Reason.MALFORMED) : new Refused(Reason.UNPROTECTED);
            }
            return openAuthenticator(packet, keys);
        }

        private ProtectedReply openAuthenticator(byte[] packet, SessionKeys keys) {
            var segment = MemorySegment.ofArray(packet);
            int nonceOctets = ExtensionField.int16(segment, authenticatorAt + BODY);
            int sealedOctets = ExtensionField.int16(segment, authenticatorAt + BODY + 2);
            int nonceAt = authenticatorAt + BODY + 4;
            int sealedAt = nonceAt + ExtensionField.padded(nonceOctets);
            int end = authenticatorAt + authenticatorOctets;
            if (!keys.algorithm().takesNonceOf(nonceOctets)
                    || sealedOctets < Aead.TAG_OCTETS
                    || sealedAt + sealedOctets > end) {
                return new Refused(Reason.MALFORMED);
            }
            byte[] encrypted = new byte[sealedOctets - Aead.TAG_OCTETS];
            boolean isAuthentic = keys.algorithm()
                    .cipher(keys.serverToClient())
                    .associate(packet, 0, authenticatorAt)
                    .nonce(packet, nonceAt, nonceOctets)
                    .open(packet, sealedAt, sealedOctets, encrypted, 0);
            return isAuthentic ? read(encrypted) : new Refused(Reason.FORGED);
        }

        /** The cookies among what was encrypted; other fields mean nothing to us. */
        private static ProtectedReply read(byte[] encrypted) {
            var segment = MemorySegment.ofArray(encrypted);
            var cookies = new ArrayList<Opaque>();
            int at = 0;
            while (at < encrypted.length) {
                int remaining = encrypted.length - at;
                if (remaining < BODY
                        || !ExtensionField.isPossible(ExtensionField.octets(segment, at), BODY, remaining)) {
                    return new Refused(Reason.MALFORMED);
                }
                int octets = ExtensionField.octets(segment, at);
                int bodyOctets = octets - BODY;
                if (ExtensionField.type(segment, at) == ExtensionField.NTS_COOKIE
                        && bodyOctets > 0
                        && bodyOctets <= KeyExchangeReader.MAX_COOKIE_OCTETS) {
                    cookies.add(new Opaque(Arrays.copyOfRange(encrypted, at + BODY, at + octets)));
                }
                at += octets;
            }
            return new Authentic(cookies);
        }
    }
}
