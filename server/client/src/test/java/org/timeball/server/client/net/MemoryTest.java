package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an association costs that has keys, cookies and the system's authorities: 2 MB at most. */
@Timeout(120)
class MemoryTest {

    private static final int CLIENTS = 50;
    private static final double MOST_OCTETS = 2e6;

    @Test
    void anAssociationIsSmall() throws Exception {
        try (var server = LoopbackServer.start();
                var first = new BlockingClient(server.nts())) {
            first.query();
            var clients = new ArrayList<BlockingClient>();
            long before = usedOctets();
            for (int i = 0; i < CLIENTS; i++) {
                var client = new BlockingClient(server.nts());
                client.query();
                clients.add(client);
            }
            double each = (usedOctets() - before) / (double) CLIENTS;
            assertTrue(each < MOST_OCTETS, () -> each + " octets an association");
            for (var client : clients) {
                client.close();
            }
        }
    }

    private static long usedOctets() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
