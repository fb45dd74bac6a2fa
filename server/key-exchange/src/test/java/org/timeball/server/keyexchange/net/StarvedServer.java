package org.timeball.server.keyexchange.net;

import java.util.concurrent.CountDownLatch;
import org.timeball.server.keyexchange.KeyExchangeLimits;

/** A server in a process of its own: prints its port and serves until it is killed. */
final class StarvedServer {

    private StarvedServer() {}

    public static void main(String[] arguments) throws Exception {
        try (var server = new TestServer(KeyExchangeLimits.DEFAULT)) {
            System.out.println(server.address().getPort());
            new CountDownLatch(1).await();
        }
    }
}
