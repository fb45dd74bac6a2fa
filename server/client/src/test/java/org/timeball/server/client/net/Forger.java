package org.timeball.server.client.net;

import java.util.List;

/** Makes every reply say that it is a minute later. */
final class Forger {

    /** Where receive and transmit timestamp of a reply have the seconds' last octet (RFC 5905 §7.3). */
    private static final int[] SECONDS = {35, 43};

    private static final int LATER_SECONDS = 60;

    private Forger() {}

    /** The reply alone, changed. */
    static List<Between.Sent> later(byte[] reply) {
        for (int last : SECONDS) {
            int carry = LATER_SECONDS;
            for (int i = last; i > last - 4; i--) {
                int sum = (reply[i] & 0xff) + carry;
                reply[i] = (byte) sum;
                carry = sum >> 8;
            }
        }
        return List.of(new Between.Sent(reply, false));
    }
}
