package org.timeball.firmware.appliance.vm;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.NtpHeader;

/** Asks an NTP server once, and compares it with this machine's clock. */
final class NtpQuestion {

    private static final int PATIENCE_MILLIS = 1_000;
    private static final int VERSION_4_CLIENT = 0x23;
    private static final int TRANSMIT = 40;

    /**
     * What a server said.
     *
     * @param header        as it came
     * @param offsetSeconds how far its clock is ahead of this machine's, true within half the delay
     * @param delaySeconds  the round trip without the server's share
     */
    record Answer(NtpHeader header, double offsetSeconds, double delaySeconds) {

        boolean isSynchronised() {
            return header.leap() != 3 && header.stratum() == 1;
        }

        /** What its clock is off by at least, however uneven the way there and back. */
        double leastErrorSeconds() {
            return Math.max(0, Math.abs(offsetSeconds) - 0.5 * delaySeconds);
        }

        double rootDispersionSeconds() {
            return Integer.toUnsignedLong(header.rootDispersionBits()) / 65_536.0;
        }
    }

    private NtpQuestion() {}

    /** The answer, if it comes within a second. */
    static Optional<Answer> ask(InetSocketAddress server) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            byte[] bytes = new byte[NtpHeader.OCTETS];
            bytes[0] = VERSION_4_CLIENT;
            // Any number the answer must bring back.
            bytes[TRANSMIT] = (byte) socket.getLocalPort();
            long t1 = HostReceiver.hostNanos();
            socket.send(new DatagramPacket(bytes, bytes.length, server));
            var reply = new DatagramPacket(new byte[NtpHeader.OCTETS], NtpHeader.OCTETS);
            socket.receive(reply);
            return answer(reply, t1, HostReceiver.hostNanos());
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        }
    }

    private static Optional<Answer> answer(DatagramPacket reply, long t1, long t4) {
        return switch (NtpHeader.decode(MemorySegment.ofArray(reply.getData()).asSlice(0, reply.getLength()))) {
            case Decoded.Ok<NtpHeader>(var header) -> {
                double out = header.receive().secondsSince(NtpTimestamp.ofUtcNanos(t1));
                double back = header.transmit().secondsSince(NtpTimestamp.ofUtcNanos(t4));
                yield Optional.of(new Answer(header, 0.5 * (out + back), out - back));
            }
            case Decoded.Malformed<NtpHeader> malformed ->
                throw new AssertionError("the guest's answer is malformed: " + malformed);
        };
    }
}
