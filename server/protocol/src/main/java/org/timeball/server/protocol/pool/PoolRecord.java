package org.timeball.server.protocol.pool;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.timeball.server.protocol.NtsRecord;
import org.timeball.server.protocol.Opaque;

/**
 * One record of the pool protocol.
 *
 * <p>Any body is read: those of a request's list records are to be ignored, whatever they hold, and what is no list
 * stands for an empty one. Lengths that matter are checked where the rest of the request is known.
 */
public sealed interface PoolRecord {

    /** Number of an algorithm and the length of one key for it, two octets each. */
    int ALGORITHM_OCTETS = 4;

    /** Let the connection stand, for there will be another request; in an answer, that it stands. */
    record KeepAlive() implements PoolRecord {}

    /**
     * Which protocols the member speaks.
     *
     * @param protocolIds each 0 to 65535; none in a request
     */
    record SupportedProtocols(List<Integer> protocolIds) implements PoolRecord {
        /** Copies the list. */
        public SupportedProtocols {
            protocolIds = List.copyOf(protocolIds);
        }
    }

    /**
     * Which AEAD algorithms the member knows.
     *
     * @param algorithms none in a request
     */
    record SupportedAlgorithms(List<Algorithm> algorithms) implements PoolRecord {
        /** Copies the list. */
        public SupportedAlgorithms {
            algorithms = List.copyOf(algorithms);
        }
    }

    /**
     * An AEAD algorithm.
     *
     * @param id        its number, 0 to 65535
     * @param keyOctets length of each of its two keys, 0 to 65535
     */
    record Algorithm(int id, int keyOctets) {}

    /** Which names the member may give as the NTP server's; answered by records of type 6. */
    record ListServerNames() implements PoolRecord {}

    /**
     * Keys to make cookies of, in place of those of the TLS session.
     *
     * @param keys C2S, then S2C
     */
    record FixedKeys(Opaque keys) implements PoolRecord {}

    /**
     * The client does not want that server; for pools, not for members.
     *
     * @param name as it was given in a record of type 6
     */
    record ServerDeny(Opaque name) implements PoolRecord {}

    /**
     * The pool shows who it is.
     *
     * @param token secret
     */
    record Token(Opaque token) implements PoolRecord {}

    /** What a record means under these numbers, if it is one of the pool protocol's. */
    static Optional<PoolRecord> of(NtsRecord.Unknown record, PoolNumbers numbers) {
        int type = record.type();
        if (numbers.wantsCritical(type) && !record.critical()) {
            return Optional.empty();
        }
        if (type == numbers.keepAlive) {
            return Optional.of(new KeepAlive());
        }
        if (type == numbers.supportedProtocols) {
            return Optional.of(new SupportedProtocols(int16s(record.body())));
        }
        if (type == numbers.supportedAlgorithms) {
            return Optional.of(new SupportedAlgorithms(algorithms(record.body())));
        }
        if (type == numbers.listServerNames) {
            return Optional.of(new ListServerNames());
        }
        return withOpaqueBody(record, numbers);
    }

    private static Optional<PoolRecord> withOpaqueBody(NtsRecord.Unknown record, PoolNumbers numbers) {
        int type = record.type();
        if (type == numbers.fixedKeys) {
            return Optional.of(new FixedKeys(record.body()));
        }
        if (type == numbers.serverDeny) {
            return Optional.of(new ServerDeny(record.body()));
        }
        return type == numbers.token ? Optional.of(new Token(record.body())) : Optional.empty();
    }

    /** The record as it goes into a message. */
    default NtsRecord in(PoolNumbers numbers) {
        return switch (this) {
            case KeepAlive() -> record(numbers, numbers.keepAlive, new byte[0]);
            case SupportedProtocols(var ids) -> record(numbers, numbers.supportedProtocols, int16s(ids));
            case SupportedAlgorithms(var known) -> record(numbers, numbers.supportedAlgorithms, algorithms(known));
            case ListServerNames() -> record(numbers, numbers.listServerNames, new byte[0]);
            case FixedKeys(var keys) -> record(numbers, numbers.fixedKeys, keys.octets());
            case ServerDeny(var name) -> record(numbers, numbers.serverDeny, name.octets());
            case Token(var token) -> record(numbers, numbers.token, token.octets());
        };
    }

    private static NtsRecord record(PoolNumbers numbers, int type, byte[] body) {
        return new NtsRecord.Unknown(type, numbers.wantsCritical(type), new Opaque(body));
    }

    private static List<Integer> int16s(Opaque body) {
        var in = ByteBuffer.wrap(body.octets());
        var values = new ArrayList<Integer>();
        while (body.length() % 2 == 0 && in.hasRemaining()) {
            values.add(Short.toUnsignedInt(in.getShort()));
        }
        return values;
    }

    private static byte[] int16s(List<Integer> values) {
        var out = ByteBuffer.allocate(2 * values.size());
        values.forEach(value -> out.putShort(value.shortValue()));
        return out.array();
    }

    private static List<Algorithm> algorithms(Opaque body) {
        var in = ByteBuffer.wrap(body.octets());
        var known = new ArrayList<Algorithm>();
        while (body.length() % ALGORITHM_OCTETS == 0 && in.hasRemaining()) {
            known.add(new Algorithm(Short.toUnsignedInt(in.getShort()), Short.toUnsignedInt(in.getShort())));
        }
        return known;
    }

    private static byte[] algorithms(List<Algorithm> known) {
        var out = ByteBuffer.allocate(ALGORITHM_OCTETS * known.size());
        known.forEach(each -> out.putShort((short) each.id).putShort((short) each.keyOctets));
        return out.array();
    }
}
