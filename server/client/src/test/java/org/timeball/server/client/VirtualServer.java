package org.timeball.server.client;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;
import org.timeball.server.client.nts.KeyExchangeAnswer;
import org.timeball.server.client.nts.KeyExchangeReader;
import org.timeball.server.client.nts.KeyExchangeRequest;
import org.timeball.server.ntp.Arrival;
import org.timeball.server.ntp.Clocks;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.Responder;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.KeyExchangePolicy;
import org.timeball.server.protocol.KeyExchangeSession;
import org.timeball.server.protocol.KeyExport;
import org.timeball.server.protocol.KeyExportException;
import org.timeball.server.protocol.KeyExporter;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.NtsServerExchange;
import org.timeball.server.protocol.RequestFields;

/** The box's own server on a clock that the test moves: key exchange and NTP without a network and without TLS. */
final class VirtualServer {

    static final NtpServer ADDRESS = new NtpServer("192.0.2.1", 123);
    static final CertificateWindow VALID = new CertificateWindow(0, Long.MAX_VALUE);

    private static final int CAPACITY_OCTETS = RequestFields.MAX_PACKET_OCTETS;
    private static final long HOLDING_NANOS = 20_000;
    private static final long DEPARTURE_NANOS = 70_000;
    private static final int COOKIE_AT = NtpHeader.OCTETS + 36;

    private final SecureRandom random = new SecureRandom();
    private final CookieJar jar = new CookieJar(CookieKeyRing.create(random, 0), random);
    private final NtsServerExchange exchange = new NtsServerExchange(jar, random);
    private final Set<List<Byte>> cookies = new HashSet<>();
    private final Responder responder;
    private boolean isSynchronised = true;
    private boolean exportsByTheBook = true;
    private long rawNanos;
    private long monotonicNanos;
    private int keyExchanges;
    private int cookiesSeenTwice;

    VirtualServer(long rawNanos) {
        this.rawNanos = rawNanos;
        var bits = new SplittableRandom(4);
        var clocks = new Clocks(this::snapshot, () -> this.rawNanos + HOLDING_NANOS, () -> monotonicNanos);
        responder = new Responder(
                clocks, Optional.of(new NtsServerExchange(jar, random)), NtpPolicy.OPEN, -20, bits::nextLong);
    }

    private ClockSnapshot snapshot() {
        return new ClockSnapshot(
                isSynchronised ? ClockState.LOCKED : ClockState.ACQUIRING,
                isSynchronised ? Leap.NONE : Leap.UNKNOWN,
                isSynchronised ? 1 : 0,
                isSynchronised ? RefId.PPS : RefId.NONE,
                rawNanos,
                monotonicNanos,
                0,
                0,
                rawNanos,
                0,
                1e-6,
                100,
                2e-7,
                50);
    }

    void setTime(long raw, long monotonic) {
        rawNanos = raw;
        monotonicNanos = monotonic;
    }

    void losesSynchronisation() {
        isSynchronised = false;
    }

    /** As after a reinstallation: no cookie opens any more. */
    void forgetsItsKeys() {
        jar.replaceRing(CookieKeyRing.create(random, 1));
    }

    /** As chrony 4.4 to 4.6: AEAD 30 under the keys of 15, and nothing is said about it. */
    void exportsAsChrony() {
        exportsByTheBook = false;
    }

    int keyExchanges() {
        return keyExchanges;
    }

    int cookiesSeenTwice() {
        return cookiesSeenTwice;
    }

    /** A whole key exchange, both messages octet by octet. */
    AgreedKeys exchangeKeys(List<AeadAlgorithm> offered) {
        return exchangeKeys(offered, VALID);
    }

    AgreedKeys exchangeKeys(List<AeadAlgorithm> offered, CertificateWindow window) {
        keyExchanges++;
        byte[] secret = new byte[1];
        random.nextBytes(secret);
        KeyExporter exporter = (label, context, octets) -> {
            byte[] key = new byte[octets];
            Arrays.fill(key, (byte) (secret[0] ^ Arrays.hashCode(context)));
            return key;
        };
        var session = new KeyExchangeSession(
                KeyExchangePolicy.SAME_HOST, jar, exportsByTheBook ? exporter : likeChrony(exporter));
        var request = ByteBuffer.wrap(KeyExchangeRequest.message(offered));
        if (!(session.receive(request) instanceof KeyExchangeSession.Reply reply)) {
            throw new AssertionError("a whole request is answered");
        }
        var answer = new KeyExchangeReader(offered).receive(ByteBuffer.wrap(reply.response()));
        if (!(answer.orElseThrow() instanceof KeyExchangeAnswer.Agreed agreed)) {
            throw new AssertionError("our own server agrees: " + answer);
        }
        try {
            var keys = KeyExport.BY_THE_BOOK.keys(exporter, agreed.algorithm());
            var first = exportsByTheBook ? keys : KeyExport.AS_AEAD_15.keys(exporter, agreed.algorithm());
            return new AgreedKeys(ADDRESS, first, Optional.of(keys), window, agreed.cookies());
        } catch (KeyExportException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static KeyExporter likeChrony(KeyExporter exporter) {
        return (label, context, octets) -> {
            byte[] wrong = context.clone();
            wrong[3] = 15;
            return exporter.export(label, wrong, octets);
        };
    }

    /** What the responder says to a packet. */
    Optional<byte[]> answer(byte[] request) {
        note(request);
        byte[] slot = Arrays.copyOf(request, CAPACITY_OCTETS);
        var arrival = new Arrival().at(rawNanos, monotonicNanos).from(0, 0xffff_7f00_0001L, false);
        int octets = responder.respond(MemorySegment.ofArray(slot), 0, request.length, CAPACITY_OCTETS, arrival);
        if (responder.ticket() != Responder.NO_TICKET) {
            responder.departed(responder.ticket(), rawNanos + DEPARTURE_NANOS);
        }
        return octets < 0 ? Optional.empty() : Optional.of(Arrays.copyOf(slot, octets));
    }

    /** The server's own, authentic answer, but with another header, as a server that has lost its way sends it. */
    byte[] answer(byte[] request, UnaryOperator<NtpHeader> distortion) {
        var honest = answer(request).orElseThrow();
        byte[] slot = Arrays.copyOf(request, CAPACITY_OCTETS);
        var segment = MemorySegment.ofArray(slot);
        var header = distortion.apply(header(honest));
        if (request.length == NtpHeader.OCTETS) {
            header.encode(segment);
            return Arrays.copyOf(slot, NtpHeader.OCTETS);
        }
        var fields = new RequestFields();
        fields.read(segment, 0, request.length);
        if (exchange.open(segment, 0, fields) != NtsServerExchange.Verdict.AUTHENTIC) {
            throw new AssertionError("the client's request is authentic");
        }
        header.encode(segment);
        return segment.asSlice(0, exchange.seal(segment, 0)).toArray(ValueLayout.JAVA_BYTE);
    }

    static NtpHeader header(byte[] packet) {
        if (NtpHeader.decode(MemorySegment.ofArray(packet)) instanceof Decoded.Ok<NtpHeader>(var header)) {
            return header;
        }
        throw new AssertionError("a header");
    }

    private void note(byte[] request) {
        if (request.length > COOKIE_AT) {
            int octets = ByteBuffer.wrap(request).getShort(COOKIE_AT + 2);
            var cookie = Arrays.copyOfRange(request, COOKIE_AT + 4, COOKIE_AT + octets);
            if (!cookies.add(boxed(cookie))) {
                cookiesSeenTwice++;
            }
        }
    }

    private static List<Byte> boxed(byte[] octets) {
        var boxed = new Byte[octets.length];
        Arrays.setAll(boxed, i -> octets[i]);
        return List.of(boxed);
    }
}
