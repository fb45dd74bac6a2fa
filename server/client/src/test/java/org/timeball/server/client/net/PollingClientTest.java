package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients on virtual threads, many side by side. */
@Timeout(60)
class PollingClientTest {

    private static LoopbackServer server;

    @BeforeAll
    static void start() throws Exception {
        server = LoopbackServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void manyAskSideBySide() throws Exception {
        var polls = new LinkedBlockingQueue<PollingClient.Poll>();
        var clients = new ArrayList<PollingClient>();
        for (int i = 0; i < 40; i++) {
            clients.add(PollingClient.start(i % 2 == 0 ? server.nts() : server.plain(), polls::add));
        }
        int authentic = 0;
        for (int i = 0; i < 40; i++) {
            var time = assertInstanceOf(PollingClient.Time.class, polls.poll(30, TimeUnit.SECONDS));
            authentic += time.measurement().isAuthentic() ? 1 : 0;
        }
        for (var client : clients) {
            client.close();
        }
        assertEquals(20, authentic);
        assertTrue(polls.isEmpty(), "and nothing comes after the end");
    }

    @Test
    void keepsItsCookiesWhenItIsClosed(@TempDir Path folder) throws Exception {
        var file = folder.resolve("cookies");
        long before = server.keyExchanges();
        for (int run = 0; run < 3; run++) {
            var polls = new LinkedBlockingQueue<PollingClient.Poll>();
            try (var _ = PollingClient.start(server.nts().keptIn(file), polls::add)) {
                assertInstanceOf(PollingClient.Time.class, polls.poll(30, TimeUnit.SECONDS));
            }
            assertTrue(Files.exists(file));
        }
        assertEquals(1, server.keyExchanges() - before);
    }

    /** Interrupted in the middle of waiting for an answer, it ends without a word. */
    @Test
    void endsAtOnceWhileItWaits() throws Exception {
        var polls = new LinkedBlockingQueue<PollingClient.Poll>();
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var settings = ClientSettings.plain("127.0.0.1")
                    .withPort(silent.getLocalPort())
                    .withPatience(java.time.Duration.ofSeconds(50), 1);
            try (var _ = PollingClient.start(settings, polls::add)) {
                silent.receive(new java.net.DatagramPacket(new byte[100], 100));
            }
        }
        assertTrue(polls.isEmpty());
    }

    @Test
    void tellsWhatTheListenerThrew() throws Exception {
        var polls = new LinkedBlockingQueue<PollingClient.Poll>();
        var client = PollingClient.start(server.plain(), poll -> {
            polls.add(poll);
            throw new IllegalStateException("the listener's own");
        });
        polls.poll(30, TimeUnit.SECONDS);

        var told = assertThrows(CompletionException.class, client::close);
        assertEquals("the listener's own", String.valueOf(told.getCause().getMessage()));
    }
}
