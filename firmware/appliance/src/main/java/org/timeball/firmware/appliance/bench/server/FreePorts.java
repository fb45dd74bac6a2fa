package org.timeball.firmware.appliance.bench.server;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of loopback that nobody has at the moment. */
final class FreePorts {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private FreePorts() {}

    static int udp() throws BenchException {
        try (var probe = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            return probe.getLocalPort();
        } catch (IOException refused) {
            throw new BenchException("no UDP port is free on 127.0.0.1: " + refused.getMessage(), refused);
        }
    }

    static int tcp() throws BenchException {
        try (var probe = new ServerSocket(0, 1, LOOPBACK)) {
            return probe.getLocalPort();
        } catch (IOException refused) {
            throw new BenchException("no TCP port is free on 127.0.0.1: " + refused.getMessage(), refused);
        }
    }
}
