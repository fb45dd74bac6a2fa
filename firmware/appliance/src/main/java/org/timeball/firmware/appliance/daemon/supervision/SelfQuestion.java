package org.timeball.firmware.appliance.daemon.supervision;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import org.timeball.server.protocol.HeaderFields;
import org.timeball.server.protocol.NtpHeader;

/** Asks an NTP server of this machine as any client would: one packet out, one packet back, through the kernel. */
public final class SelfQuestion {

    /** On a machine's own addresses an answer takes microseconds; one this late is none. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int VERSION = 4;

    private final SecureRandom random = new SecureRandom();

    /** Asks nobody yet. */
    public SelfQuestion() {}

    /**
     * Whether it answers, with any time or none: what is asked for is a sign of life.
     *
     * @param listen where it listens; a wildcard is asked at the loopback address of its family
     */
    public boolean isAnsweredBy(InetSocketAddress listen) {
        long nonce = random.nextLong();
        byte[] request = new byte[NtpHeader.OCTETS];
        var header = MemorySegment.ofArray(request);
        HeaderFields.putLeapVersionMode(header, 0, 0, VERSION, NtpHeader.MODE_CLIENT);
        HeaderFields.putTransmitBits(header, 0, nonce);
        try (var socket = new DatagramSocket()) {
            socket.connect(reachable(listen));
            socket.send(new DatagramPacket(request, request.length));
            return awaitAnswer(socket, nonce);
        } catch (IOException refused) {
            return false;
        }
    }

    /**
     * Whether it can be asked at all: an address that was taken from this machine, or whose interface is down, answers
     * nobody, and is answered for by nobody.
     */
    public boolean canAsk(InetSocketAddress listen) {
        try {
            var holder = NetworkInterface.getByInetAddress(reachable(listen).getAddress());
            return holder != null && holder.isUp();
        } catch (SocketException unknown) {
            return false;
        }
    }

    private static boolean awaitAnswer(DatagramSocket socket, long nonce) throws IOException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        byte[] room = new byte[NtpHeader.OCTETS];
        while (true) {
            long leftMillis =
                    Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
            if (leftMillis <= 0) {
                return false;
            }
            socket.setSoTimeout((int) leftMillis);
            var packet = new DatagramPacket(room, room.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException silence) {
                return false;
            }
            if (isAnswer(packet, nonce)) {
                return true;
            }
        }
    }

    private static boolean isAnswer(DatagramPacket packet, long nonce) {
        var reply = MemorySegment.ofArray(packet.getData());
        return packet.getLength() == NtpHeader.OCTETS
                && HeaderFields.mode(reply, 0) == NtpHeader.MODE_SERVER
                && HeaderFields.originBits(reply, 0) == nonce;
    }

    private static InetSocketAddress reachable(InetSocketAddress listen) {
        return listen.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(loopback(listen.getAddress()), listen.getPort())
                : listen;
    }

    private static InetAddress loopback(InetAddress wildcard) {
        return InetAddress.ofLiteral(wildcard instanceof Inet4Address ? "127.0.0.1" : "::1");
    }
}
