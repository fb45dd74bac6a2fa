package org.timeball.firmware.appliance.daemon.supervision;

import java.net.InetSocketAddress;
import java.util.List;

/** What can be seen of a running daemon from within; for any thread, and none of it waits. */
public interface Vitals {

    /** When the reference clock last said what time it is, by the machine's monotonic clock. */
    long tickNanos();

    /** Where NTP is served, each address once. */
    List<InetSocketAddress> ntpAddresses();

    /** How often each thread of the packet path has looked for packets, always in the same order. */
    List<Long> ntpRounds();

    /** The same of the threads that exchange keys, of which there may be none. */
    List<Long> keyExchangeRounds();

    /** Packets that were judged and not answered, since start. */
    long ntpDropped();

    /** How the daemon is, in one line for people. */
    String line();
}
