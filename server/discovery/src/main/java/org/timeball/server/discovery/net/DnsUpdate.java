package org.timeball.server.discovery.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Update;

/**
 * Sets and clears TXT records on a name server that takes updates from whoever has its key: over TCP, signed, and
 * believed only where the answer is signed as well.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2136">RFC 2136</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8945">RFC 8945, TSIG</a>
 */
public final class DnsUpdate {

    /** Nobody is to remember a proof for long. */
    private static final long TTL_SECONDS = 60;

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private final InetSocketAddress server;
    private final Name zone;
    private final TSIG key;

    /**
     * Asks nobody yet.
     *
     * @param zone      that the records are in
     * @param keyName   of the key
     * @param algorithm {@code hmac-sha256}, {@code hmac-sha384} or {@code hmac-sha512}
     * @param secret    base64
     * @throws IOException if one of them is not what it should be; says which
     */
    public DnsUpdate(InetSocketAddress server, String zone, String keyName, String algorithm, String secret)
            throws IOException {
        this.server = server;
        this.zone = name(zone);
        try {
            key = new TSIG(
                    name(algorithm),
                    name(keyName),
                    java.util.Base64.getDecoder().decode(secret));
        } catch (IllegalArgumentException noSecret) {
            throw new IOException("the key " + keyName + " is no base64", noSecret);
        }
    }

    /** @throws IOException if the server refuses, or does not prove that it is the one; a sentence */
    public void set(String name, String text) throws IOException {
        var update = new Update(zone);
        update.add(record(name, text));
        exchange(update);
    }

    /** @throws IOException as {@link #set} */
    public void clear(String name, String text) throws IOException {
        var update = new Update(zone);
        update.delete(record(name, text));
        exchange(update);
    }

    private static TXTRecord record(String name, String text) throws IOException {
        return new TXTRecord(name(name), DClass.IN, TTL_SECONDS, text);
    }

    private static Name name(String text) throws IOException {
        return Name.fromString(text, Name.root);
    }

    private void exchange(Message update) throws IOException {
        update.setTSIG(key, Rcode.NOERROR, null);
        byte[] question = update.toWire(Message.MAXLENGTH);
        // The signature as it went out: the answer's covers it.
        TSIGRecord signed = new Message(question).getTSIG();
        byte[] octets = ask(question);
        var answer = new Message(octets);
        requireAnswer(update.getHeader(), answer);
        int said = key.verify(answer, octets, signed);
        int code = answer.getRcode();
        if (code != Rcode.NOERROR) {
            throw new IOException("%s answers %s; see that the key may update %s there"
                    .formatted(server, Rcode.string(code), zone.toString(true)));
        }
        if (said != Rcode.NOERROR) {
            throw new IOException("%s does not prove who it is (%s); compare key, algorithm and both clocks"
                    .formatted(server, Rcode.TSIGstring(said)));
        }
    }

    private void requireAnswer(Header ours, Message answer) throws IOException {
        var header = answer.getHeader();
        if (header.getID() != ours.getID() || header.getOpcode() != Opcode.UPDATE || !header.getFlag(Flags.QR)) {
            throw new IOException(server + " answers something else than it was asked");
        }
    }

    private byte[] ask(byte[] question) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(server, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(Short.BYTES + question.length)
                            .putShort((short) question.length)
                            .put(question)
                            .array());
            int length = ByteBuffer.wrap(read(socket, Short.BYTES)).getShort() & 0xffff;
            return read(socket, length);
        } catch (EOFException cut) {
            throw cut;
        } catch (IOException cause) {
            throw new IOException("%s cannot be asked: %s".formatted(server, cause.getMessage()), cause);
        }
    }

    private byte[] read(Socket socket, int count) throws IOException {
        byte[] octets = socket.getInputStream().readNBytes(count);
        if (octets.length < count) {
            throw new EOFException(server + " closed the connection before its answer was whole");
        }
        return octets;
    }
}
