package org.timeball.firmware.appliance.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Which of the two loopback addresses this machine has. */
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
}
