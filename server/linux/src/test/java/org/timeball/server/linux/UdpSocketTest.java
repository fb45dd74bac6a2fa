package org.timeball.server.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.DeviceException;

/** Datagrams over loopback, where a sent datagram is there to be received when the send returns. */
@Timeout(60)
class UdpSocketTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final UdpBatch batch = new UdpBatch();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.5", "::1"})
    void answersFromTheAddressThatWasAsked(String asked) throws Exception {
        String wildcard = asked.contains(":") ? "::" : "0.0.0.0";
        try (var server = bind(wildcard);
                var client = new DatagramSocket(0, InetAddress.getByName(asked.contains(":") ? "::1" : "127.0.0.1"))) {
            // A connected socket takes datagrams from this address alone.
            client.connect(new InetSocketAddress(asked, server.localAddress().getPort()));
            client.setSoTimeout(10_000);
            byte[] request = random(48);
            client.send(new DatagramPacket(request, request.length));

            assertEquals(1, server.receive(batch));
            assertEquals(client.getLocalSocketAddress(), batch.source(0));
            assertEquals(client.getLocalPort(), batch.sourcePort(0));
            assertEquals(asked.contains(":"), batch.isIpv6(0));
            assertEquals(asked.contains(":") ? 1 : 0x0000_ffff_7f00_0001L, batch.sourceLow(0));
            assertEquals(0, batch.sourceHigh(0));
            assertArrayEquals(request, payload(0));
            batch.packets().set(ValueLayout.JAVA_BYTE, batch.offset(0), (byte) 0x24);
            batch.reply(0, 20);
            assertEquals(1, server.send(batch));

            var reply = new DatagramPacket(new byte[100], 100);
            client.receive(reply);
            assertEquals(20, reply.getLength());
            assertEquals(0x24, reply.getData()[0]);
        }
    }

    @Test
    void stampsWithTheKernelsClock() throws Exception {
        try (var server = bind("127.0.0.1");
                var client = client(server)) {
            awaitStamping(server, client, batch);
            for (int round = 0; round < 1_000; round++) {
                long before = RawClock.nanos();
                client.write(ByteBuffer.wrap(random(48)));
                long after = RawClock.nanos();
                assertEquals(1, server.receive(batch));
                assertTrue(batch.isStampedByKernel(0));
                long stamp = batch.receiveRawNanos(0);
                assertTrue(before <= stamp && stamp <= after, () -> before + " <= " + stamp + " <= " + after);
            }
        }
    }

    /**
     * Sends datagrams until one is stamped on arrival. The first socket of a machine that asks for stamps starts a work
     * queue of the kernel's, which turns them on a little later (net_enable_timestamp in net/core/dev.c); what comes
     * before has none.
     */
    private static void awaitStamping(UdpSocket server, DatagramChannel client, UdpBatch batch) throws Exception {
        do {
            client.write(ByteBuffer.wrap(random(48)));
            assertEquals(1, server.receive(batch));
        } while (!batch.isStampedByKernel(0));
    }

    @Test
    void takesManyAtOnceAndSendsTheOnesMarked() throws Exception {
        try (var server = bind("127.0.0.1");
                var client = client(server)) {
            for (int i = 0; i < UdpBatch.CAPACITY + 6; i++) {
                client.write(ByteBuffer.wrap(new byte[] {(byte) i, 0}));
            }
            assertEquals(UdpBatch.CAPACITY, server.receive(batch));
            for (int i = 0; i < UdpBatch.CAPACITY; i += 2) {
                batch.reply(i, 1);
            }
            assertEquals(UdpBatch.CAPACITY / 2, server.send(batch));
            for (int i = 0; i < UdpBatch.CAPACITY; i += 2) {
                var reply = ByteBuffer.allocate(10);
                assertEquals(1, client.read(reply));
                assertEquals(i, reply.get(0));
            }
            assertEquals(6, server.receive(batch));
            assertEquals(UdpBatch.CAPACITY, batch.packets().get(ValueLayout.JAVA_BYTE, batch.offset(0)));
        }
    }

    @Test
    void countsWhatTheKernelHadNoRoomFor() throws Exception {
        int many = 40_000;
        try (var server = bind("127.0.0.1");
                var client = client(server)) {
            for (int round = 1; round <= 2; round++) {
                long before = batch.overflows();
                for (int i = 0; i < many; i++) {
                    client.write(ByteBuffer.wrap(random(48)));
                }
                int received = 0;
                for (int now = server.receive(batch); now > 0; now = server.receive(batch)) {
                    received += now;
                }
                int lost = many - received;
                assertTrue(lost > 0, "the queue was never full");
                assertEquals(lost, batch.overflows() - before);
            }
        }
    }

    @Test
    void flagsWhatDidNotFitAndForgetsIt() throws Exception {
        try (var server = bind("127.0.0.1");
                var client = client(server)) {
            client.write(ByteBuffer.wrap(random(UdpBatch.SLOT_OCTETS + 1)));
            client.write(ByteBuffer.wrap(random(UdpBatch.SLOT_OCTETS)));
            sendEmpty(server);
            assertEquals(3, server.receive(batch));
            assertTrue(batch.isTruncated(0));
            assertEquals(UdpBatch.SLOT_OCTETS + 1, batch.length(0));
            assertFalse(batch.isTruncated(1));
            assertEquals(UdpBatch.SLOT_OCTETS, batch.length(1));
            assertEquals(0, batch.length(2));

            client.write(ByteBuffer.wrap(random(48)));
            assertEquals(1, server.receive(batch));
            assertFalse(batch.isTruncated(0));
            assertThrows(IndexOutOfBoundsException.class, () -> batch.length(1));
        }
    }

    @Test
    void saysWhoIsRefusedAnAddressAndWhatToDo() throws Exception {
        try (var first = bind("127.0.0.1")) {
            var second = assertThrows(DeviceException.class, () -> UdpSocket.bind(first.localAddress()));
            assertEquals(
                    "bind(UDP 127.0.0.1:" + first.localAddress().getPort()
                            + "): EADDRINUSE (Address already in use); another program has the port: "
                            + "`ss -ulpn` names it; stop it or choose another port",
                    second.getMessage());
        }
        var elsewhere = new InetSocketAddress("192.0.2.1", 0);
        var refusal = assertThrows(DeviceException.class, () -> UdpSocket.bind(elsewhere));
        assertTrue(refusal.getMessage().startsWith("bind(UDP 192.0.2.1:0): EADDRNOTAVAIL"), refusal::getMessage);
    }

    @Test
    void sharesItsAddressWithItsSiblings() throws Exception {
        try (var first = bind("127.0.0.1");
                var second = first.sibling()) {
            assertEquals(first.localAddress(), second.localAddress());
            int received = 0;
            for (int i = 0; i < 64; i++) {
                try (var client = client(first)) {
                    client.write(ByteBuffer.wrap(random(48)));
                }
            }
            int[] each = {first.receive(batch), second.receive(batch)};
            received = each[0] + each[1];
            assertEquals(64, received);
            assertTrue(each[0] > 0 && each[1] > 0, () -> each[0] + " and " + each[1]);
        }
    }

    /** N12 of the test catalogue: another port is not another thread, whose limit would be another one. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void givesAllOfASourceToOneOfTheSiblings(String address) throws Exception {
        try (var first = bind(address);
                var second = first.sibling();
                var third = first.sibling()) {
            first.spreadBySource(3, 0x1234_5678);
            for (int i = 0; i < 60; i++) {
                try (var client = client(first)) {
                    client.write(ByteBuffer.wrap(random(48)));
                }
            }
            var counts = List.of(first.receive(batch), second.receive(batch), third.receive(batch));
            assertEquals(List.of(0, 0, 60), counts.stream().sorted().toList());
        }
    }

    @Test
    void spreadsSourcesOverTheSiblings() throws Exception {
        try (var first = bind("127.0.0.1");
                var second = first.sibling()) {
            first.spreadBySource(2, 99);
            for (int i = 1; i <= 60; i++) {
                try (var client = DatagramChannel.open()
                        .bind(new InetSocketAddress("127.0.0." + i, 0))
                        .connect(first.localAddress())) {
                    client.write(ByteBuffer.wrap(random(48)));
                }
            }
            int[] each = {first.receive(batch), second.receive(batch)};
            assertEquals(60, each[0] + each[1]);
            assertTrue(each[0] >= 15 && each[1] >= 15, () -> each[0] + " and " + each[1]);
        }
    }

    /** Whoever asks for a card's stamps gets the kernel's where there is no card, as here. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1,KERNEL", "::1,KERNEL", "127.0.0.1,CARD", "::1,CARD"})
    void learnsWhenAReplyLeft(String address, StampWish wish) throws Exception {
        var batch = new UdpBatch(wish);
        try (var server = UdpSocket.bind(new InetSocketAddress(address, 0), wish);
                var client = client(server)) {
            assertEquals(wish, server.wish());
            awaitStamping(server, client, batch);
            for (int round = 0; round < 1_000; round++) {
                client.write(ByteBuffer.wrap(random(48)));
                client.write(ByteBuffer.wrap(random(48)));
                assertEquals(2, server.receive(batch));
                assertTrue(batch.isStampedByKernel(0) && !batch.isStampedByCard(0));
                batch.reply(0, 48);
                batch.reply(1, 48, 7 + round);
                assertFalse(batch.departures().isAwaiting());
                long before = RawClock.nanos();
                assertEquals(2, server.send(batch));
                long after = RawClock.nanos();

                assertTrue(batch.departures().isAwaiting());
                assertEquals(1, server.receiveDepartures(batch));
                assertEquals(7 + round, batch.departures().ticket(0));
                long left = batch.departures().nanos(0);
                assertFalse(batch.departures().isByCard(0));
                assertTrue(before <= left && left <= after, () -> before + " <= " + left + " <= " + after);
                assertFalse(batch.departures().isAwaiting());
            }
        }
    }

    /** A reply to port 0 is refused; the kernel may have counted it, and must not be believed about the next one. */
    @Test
    void takesNoStampForAnothersAfterARefusal() throws Exception {
        try (var server = bind("127.0.0.1");
                var client = client(server)) {
            for (int round = 0; round < 10; round++) {
                client.write(ByteBuffer.wrap(random(48)));
                assertEquals(1, server.receive(batch));
                batch.reply(0, 1_000, 1);
                batch.forgeSourcePort(0);
                batch.reply(0, 48, 2);
                assertEquals(0, server.send(batch));
                assertEquals(0, server.receiveDepartures(batch));

                client.write(ByteBuffer.wrap(random(48)));
                assertEquals(1, server.receive(batch));
                batch.reply(0, 48, 3);
                assertEquals(1, server.send(batch));
                assertEquals(1, server.receiveDepartures(batch));
                assertEquals(3, batch.departures().ticket(0));
            }
        }
    }

    /** N8 of the test catalogue: an answer to it would come back to ourselves. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1", "::"})
    void knowsADatagramThatPretendsToComeFromUs(String address) throws Exception {
        String host = address.contains(":") ? "::1" : "127.0.0.1";
        try (var server = bind(address);
                var client = DatagramChannel.open()
                        .bind(new InetSocketAddress(host, 0))
                        .connect(new InetSocketAddress(
                                host, server.localAddress().getPort()))) {
            client.write(ByteBuffer.wrap(random(48)));
            assertEquals(1, server.receive(batch));
            var own = server.localAddress().getAddress();
            assertTrue(batch.isFromItsDestination(0, new InetSocketAddress(own, batch.sourcePort(0))));
            assertFalse(batch.isFromItsDestination(0, server.localAddress()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    void takesAnotherHostWithOurPortForWhatItIs(String address) throws Exception {
        try (var server = bind(address);
                var client = DatagramChannel.open()
                        .bind(new InetSocketAddress("127.0.0.7", 0))
                        .connect(new InetSocketAddress(
                                "127.0.0.1", server.localAddress().getPort()))) {
            client.write(ByteBuffer.wrap(random(48)));
            assertEquals(1, server.receive(batch));
            var own = server.localAddress().getAddress();
            assertFalse(batch.isFromItsDestination(0, new InetSocketAddress(own, batch.sourcePort(0))));
        }
    }

    @Test
    void closingEndsAWaitingReceive() throws Exception {
        var server = bind("127.0.0.1");
        var receiver = CompletableFuture.supplyAsync(() -> {
            int rounds = 0;
            while (!server.isClosed()) {
                assertEquals(0, receive(server));
                rounds++;
            }
            return rounds;
        });
        server.close();
        server.close();
        receiver.get(10, TimeUnit.SECONDS);
        assertEquals(0, server.receive(batch));
        UdpSocket.bind(server.localAddress()).close();
    }

    /** Freed twice, its number would by the second time be that of a socket opened in between. */
    @Test
    void isFreedOnceWhenTwoThreadsCloseIt() throws Exception {
        for (int round = 0; round < 1_000; round++) {
            var contested = bind("127.0.0.1");
            var others = new AtomicInteger(2);
            var other = CompletableFuture.supplyAsync(() -> closeAndReplace(contested, others));
            try (var mine = closeAndReplace(contested, others);
                    var theirs = other.get(10, TimeUnit.SECONDS)) {
                assertReceives(mine);
                assertReceives(theirs);
            }
        }
    }

    private static UdpSocket closeAndReplace(UdpSocket contested, AtomicInteger others) {
        try {
            others.decrementAndGet();
            while (others.get() > 0) {
                Thread.onSpinWait();
            }
            contested.close();
            return bind("127.0.0.1");
        } catch (DeviceException failure) {
            throw new AssertionError(failure);
        }
    }

    private void assertReceives(UdpSocket server) throws Exception {
        try (var client = client(server)) {
            client.write(ByteBuffer.wrap(random(48)));
            assertEquals(1, server.receive(batch));
        }
    }

    /** The kernel learns by ICMP that nobody listens there any more; that is no error of the socket's. */
    @Test
    void goesOnAfterAClientThatDidNotWait() throws Exception {
        try (var server = bind("127.0.0.1")) {
            for (int i = 0; i < 3; i++) {
                try (var hasty = client(server)) {
                    hasty.write(ByteBuffer.wrap(random(48)));
                }
                assertEquals(1, server.receive(batch));
                batch.reply(0, 48);
                assertEquals(1, server.send(batch));
            }
            assertReceives(server);
        }
    }

    @Test
    void sendsNothingOnceItIsClosed() throws Exception {
        var server = bind("127.0.0.1");
        try (var client = client(server)) {
            client.write(ByteBuffer.wrap(random(48)));
            assertEquals(1, server.receive(batch));
            batch.reply(0, 48);
            server.close();
            assertEquals(0, server.send(batch));
        }
    }

    @Test
    void allocatesNothingForADatagram() throws Exception {
        try (var server = bind("127.0.0.1");
                var client = client(server)) {
            var request = ByteBuffer.allocateDirect(48);
            var reply = ByteBuffer.allocateDirect(100);
            // Until the compiler is done with the path, calls into the kernel allocate.
            long allocated = exchange(server, client, request, reply, 1_000);
            for (int round = 0; round < 500 && allocated > 0; round++) {
                allocated = exchange(server, client, request, reply, 1_000);
            }
            assertEquals(0, allocated);
        }
    }

    /** How many octets of heap the server's side took. */
    private long exchange(UdpSocket server, DatagramChannel client, ByteBuffer request, ByteBuffer reply, int times)
            throws IOException, DeviceException {
        long allocated = 0;
        for (int i = 0; i < times; i++) {
            client.write(request.clear());
            client.write(request.clear());
            long before = THREADS.getCurrentThreadAllocatedBytes();
            int count = server.receive(batch);
            for (int j = 0; j < count; j++) {
                batch.packets().set(ValueLayout.JAVA_LONG, batch.offset(j), batch.receiveRawNanos(j));
                if (!batch.isTruncated(j) && batch.sourcePort(j) != 0 && batch.sourceLow(j) != 0) {
                    batch.reply(j, batch.length(j));
                }
            }
            int sent = server.send(batch);
            allocated += THREADS.getCurrentThreadAllocatedBytes() - before;
            assertEquals(2, sent);
            client.read(reply.clear());
            client.read(reply.clear());
        }
        return allocated;
    }

    private int receive(UdpSocket server) {
        try {
            return server.receive(batch);
        } catch (DeviceException failure) {
            throw new AssertionError(failure);
        }
    }

    private byte[] payload(int index) {
        MemorySegment slot = batch.packets().asSlice(batch.offset(index), batch.length(index));
        return slot.toArray(ValueLayout.JAVA_BYTE);
    }

    private static UdpSocket bind(String address) throws DeviceException {
        return UdpSocket.bind(new InetSocketAddress(address, 0));
    }

    private static DatagramChannel client(UdpSocket server) throws IOException {
        return DatagramChannel.open().connect(server.localAddress());
    }

    /** Of no octets; Java sends such a datagram only from a socket that is not connected. */
    private static void sendEmpty(UdpSocket server) throws IOException {
        try (var sender = new DatagramSocket()) {
            sender.send(new DatagramPacket(new byte[0], 0, server.localAddress()));
        }
    }

    private static byte[] random(int octets) {
        byte[] bytes = new byte[octets];
        new Random(octets).nextBytes(bytes);
        return bytes;
    }
}
