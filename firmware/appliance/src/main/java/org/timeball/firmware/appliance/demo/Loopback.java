package org.timeball.firmware.appliance.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** What this machine's two loopback addresses offer. */
final class Loopback {

    private Loopback() {}

    /** Whether {@code ::1} can be listened on: containers and hardened kernels often go without. */
    static boolean hasIpv6() {
        try (var _ = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    /**
     * Looks whether a TCP port can be had by a process that is started later and would say it less well.
     *
     * @param option by which another port is named
     * @throws DemoException if another program has it
     */
    static void requireFree(int port, String option) throws DemoException {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        } catch (IOException taken) {
            throw new DemoException(
                    "cannot listen on TCP 127.0.0.1:%d: %s; find who holds it with `ss -ltnp`, or name another with %s"
                            .formatted(port, taken.getMessage(), option),
                    taken);
        }
    }
}
