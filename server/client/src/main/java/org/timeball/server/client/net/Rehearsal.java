package org.timeball.server.client.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/**
 * Sends a packet to itself once, before the first request: what a program does for the first time takes it some tens of
 * milliseconds, for code is loaded meanwhile, and half of that would be seen as offset.
 */
final class Rehearsal {

    private static final int PATIENCE_MILLIS = 100;

    static {
        rehearse();
    }

    private Rehearsal() {}

    /** Has been done when this returns. */
    static void hold() {
        // The class is made ready by the call.
    }

    private static void rehearse() {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var octets = new byte[1];
            socket.setSoTimeout(PATIENCE_MILLIS);
            for (int i = 0; i < 2; i++) {
                Nanos.raw();
                socket.send(new DatagramPacket(octets, octets.length, socket.getLocalSocketAddress()));
                socket.receive(new DatagramPacket(octets, octets.length));
            }
        } catch (IOException noLoopback) {
            // Then the first request does it, and its bound says how well.
        }
    }
}
