package org.timeball.firmware.appliance.vm;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;

/**
 * A serial adapter for USB with a carrier-detect line, played to the guest's kernel: an FT232R as {@code ftdi_sio} knows it,
 * over USB/IP, which {@code vhci_hcd} takes for a port of its own. QEMU's own serial ports have no such line.
 *
 * <p>It answers what the driver asks and takes whatever it sets. Nothing asks for more than one block of USB/IP's, so the
 * import that comes first between programs is left out.
 *
 * @see <a href="https://docs.kernel.org/usb/usbip_protocol.html">USB/IP protocol</a>
 */
final class UsbAdapter implements HostReceiver.Wiring {

    private static final int HEADER_OCTETS = 48;
    private static final int UNLINK = 2;
    private static final int RETURN_SUBMITTED = 3;
    private static final int RETURN_UNLINKED = 4;
    private static final int CONNECTION_RESET = -104;
    private static final int BROKEN_PIPE = -32;

    /** An FT232R of FTDI's at full speed, with an endpoint for each direction (USB 2.0 chapter 9.6). */
    private static final byte[] DEVICE = HexFormat.of().parseHex("120100020000000803040160000600000001");

    private static final byte[] CONFIGURATION =
            HexFormat.of().parseHex("09022000010100a02d" + "0904000002ffffff00" + "07058102400000" + "07050202400000");

    /** What it begins each packet with: its lines, and an empty transmitter (linux, ftdi_sio.h). */
    private static final int IDLE_LINES = 0x31;

    private static final int CARRIER = 0x80;
    private static final int TRANSMITTER_EMPTY = 0x60;
    private static final int PACKET_OCTETS = 64;

    /** Requests by which the driver asks for lines and for the time that it lets octets gather. */
    private static final int GET_LINES = 5;

    private static final int GET_LATENCY = 10;

    private final ServerSocket listening;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final ByteBuffer unsaid = ByteBuffer.allocate(1 << 12);
    private int lines = IDLE_LINES;
    private boolean hasNews;
    private Socket guest = new Socket();

    private UsbAdapter(ServerSocket listening) {
        this.listening = listening;
        Thread.ofPlatform().name("usb adapter").daemon().start(this::run);
    }

    /** Waits for a guest on a port of this machine's own. */
    static UsbAdapter onLoopback() throws IOException {
        return new UsbAdapter(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }

    /** Plugs it into the guest: its kernel is handed the connection as the standard input of who asks for it. */
    void plugInto(GuestShell shell) throws IOException {
        shell.run("printf '#!/bin/sh\\necho 0 0 65538 2 >/sys/devices/platform/vhci_hcd.0/attach\\n' >/tmp/attach");
        shell.run("chmod 755 /tmp/attach; nc 10.0.2.2 " + listening.getLocalPort() + " -e /tmp/attach");
    }

    @Override
    public synchronized void rise() throws IOException {
        setCarrier(true);
    }

    @Override
    public synchronized void say(String sentence) throws IOException {
        if (unsaid.remaining() >= sentence.length()) {
            unsaid.put(sentence.getBytes(StandardCharsets.US_ASCII));
        }
        setCarrier(false);
    }

    private void setCarrier(boolean isUp) throws IOException {
        lines = isUp ? lines | CARRIER : lines & ~CARRIER;
        hasNews = true;
        deliver();
    }

    private void run() {
        try (var accepted = listening.accept()) {
            accepted.setTcpNoDelay(true);
            synchronized (this) {
                guest = accepted;
            }
            var in = new DataInputStream(accepted.getInputStream());
            while (true) {
                answer(ByteBuffer.wrap(in.readNBytes(HEADER_OCTETS)), in);
            }
        } catch (IOException ended) {
            // The guest was switched off, or the test is over.
        }
    }

    private void answer(ByteBuffer header, DataInputStream in) throws IOException {
        if (header.remaining() < HEADER_OCTETS) {
            throw new EOFException("the guest is gone");
        }
        int command = header.getInt(0);
        int sequence = header.getInt(4);
        boolean isIn = header.getInt(12) == 1;
        int endpoint = header.getInt(16);
        int length = header.getInt(24);
        if (command == UNLINK) {
            forget(sequence, header.getInt(20));
        } else if (!isIn) {
            in.skipNBytes(length);
            submitted(sequence, 0, length, new byte[0]);
        } else if (endpoint == 0) {
            asked(sequence, header.slice(40, 8).order(ByteOrder.LITTLE_ENDIAN));
        } else {
            listens(sequence);
        }
    }

    private synchronized void forget(int sequence, int submitted) throws IOException {
        var reply = ByteBuffer.allocate(HEADER_OCTETS).putInt(RETURN_UNLINKED).putInt(sequence);
        reply.putInt(20, waiting.remove(submitted) ? CONNECTION_RESET : 0);
        send(reply.array());
    }

    private synchronized void listens(int sequence) throws IOException {
        waiting.add(sequence);
        deliver();
    }

    /** What the driver wants to know: descriptors of the device, or of its maker's own things. */
    private void asked(int sequence, ByteBuffer setup) throws IOException {
        int kind = Byte.toUnsignedInt(setup.get(0));
        int request = setup.get(1);
        int length = Short.toUnsignedInt(setup.getShort(6));
        byte[] told =
                switch (kind) {
                    case 0x80 -> request == 6 ? descriptor(setup.get(3)) : new byte[2];
                    case 0xc0 -> own(request, length);
                    default -> new byte[length];
                };
        int octets = Math.min(length, told.length);
        submitted(sequence, told.length == 0 ? BROKEN_PIPE : 0, octets, Arrays.copyOf(told, octets));
    }

    /** Empty for those that a device of full speed does not have. */
    private static byte[] descriptor(int type) {
        return switch (type) {
            case 1 -> DEVICE;
            case 2 -> CONFIGURATION;
            default -> new byte[0];
        };
    }

    private synchronized byte[] own(int request, int length) {
        return switch (request) {
            case GET_LINES -> new byte[] {(byte) lines, TRANSMITTER_EMPTY};
            case GET_LATENCY -> new byte[] {1};
            default -> new byte[length];
        };
    }

    /** Sends what is new, as long as the driver listens. */
    private void deliver() throws IOException {
        while (!waiting.isEmpty() && (hasNews || unsaid.position() > 0)) {
            unsaid.flip();
            byte[] packet = new byte[2 + Math.min(PACKET_OCTETS - 2, unsaid.remaining())];
            packet[0] = (byte) lines;
            packet[1] = TRANSMITTER_EMPTY;
            unsaid.get(packet, 2, packet.length - 2).compact();
            hasNews = false;
            submitted(waiting.remove(), 0, packet.length, packet);
        }
    }

    private synchronized void submitted(int sequence, int status, int octets, byte[] data) throws IOException {
        var reply = ByteBuffer.allocate(HEADER_OCTETS + data.length)
                .putInt(RETURN_SUBMITTED)
                .putInt(sequence);
        reply.putInt(20, status).putInt(24, octets).position(HEADER_OCTETS);
        send(reply.put(data).array());
    }

    private void send(byte[] message) throws IOException {
        guest.getOutputStream().write(message);
    }

    @Override
    public synchronized void close() throws IOException {
        guest.close();
        listening.close();
    }
}
