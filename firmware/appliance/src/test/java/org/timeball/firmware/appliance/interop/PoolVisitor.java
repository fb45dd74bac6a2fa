package org.timeball.firmware.appliance.interop;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.net.ssl.SSLSocket;
import org.timeball.firmware.appliance.durability.NtsPeer;

/** The pool's side of a member's key exchange, by the JDK's TLS and octets written out: a connection, kept or not. */
final class PoolVisitor implements AutoCloseable {

    private static final int END_OF_MESSAGE = 0x8000;

    private final SSLSocket socket;

    /** Shakes hands with the server at that port of loopback. */
    PoolVisitor(byte[] authority, int port) throws IOException, GeneralSecurityException {
        socket = NtsPeer.shakeHands(authority, new Socket(InetAddress.ofLiteral("127.0.0.1"), port), port);
    }

    /** A record that is text, in hexadecimal digits. */
    static String record(int type, String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        return "%04x%04x".formatted(type, octets.length) + HexFormat.of().formatHex(octets);
    }

    /** Sends records and the end of the message; the answer with its own end, all in hexadecimal digits. */
    String ask(String... records) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(String.join("", records) + "80000000"));
        return HexFormat.of().formatHex(answer());
    }

    private byte[] answer() throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        var all = new ByteArrayOutputStream();
        int type;
        do {
            type = in.readUnsignedShort();
            int length = in.readUnsignedShort();
            all.writeBytes(ByteBuffer.allocate(4)
                    .putShort((short) type)
                    .putShort((short) length)
                    .array());
            all.writeBytes(in.readNBytes(length));
        } while (type != END_OF_MESSAGE);
        return all.toByteArray();
    }

    /** Whether the server ended the connection. */
    boolean isHungUp() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
