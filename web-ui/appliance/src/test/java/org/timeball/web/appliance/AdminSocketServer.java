package org.timeball.web.appliance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.timeball.server.control.Parsed;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;

/** A daemon's admin socket for tests: takes whatever is asked for, answers always the same, and remembers. */
final class AdminSocketServer implements AutoCloseable {

    private final ServerSocketChannel listener;
    private final BlockingQueue<AdminRequest> asked = new LinkedBlockingQueue<>();
    private volatile AdminReply reply = new AdminReply.Done("it is so");

    AdminSocketServer(Path socket) throws IOException {
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::accept);
    }

    void answer(AdminReply next) {
        reply = next;
    }

    /** The next request, waited for. */
    AdminRequest next() throws InterruptedException {
        return asked.take();
    }

    private void accept() {
        try {
            while (true) {
                serve(listener.accept());
            }
        } catch (ClosedChannelException closed) {
            // The test is over.
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void serve(SocketChannel connection) {
        try (connection;
                var reader = new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            if (line != null && AdminRequest.parse(line) instanceof Parsed.Ok<AdminRequest>(var request)) {
                connection.write(ByteBuffer.wrap((reply.line() + "\n").getBytes(StandardCharsets.UTF_8)));
                asked.add(request);
            }
        } catch (IOException gone) {
            // Whoever asked does not wait for the answer, as one that ends; the next may.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
