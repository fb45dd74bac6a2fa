package org.timeball.firmware.appliance.interop.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What passes between the two machines of a {@link Room}, as their kernels' packet filter (nftables) sees it: counted, and
 * dropped where a test wants it.
 *
 * @param room   of the machines
 * @param nft    the program
 * @param folder the test's
 */
record Wire(Room room, Program nft, Path folder) {

    /** A UDP header and an NTP packet without extension fields, which is one without NTS. */
    private static final int PLAIN_OCTETS = 8 + 48;

    /** The same and a unique identifier alone: a NAK (RFC 8915 §5.7). */
    private static final int NAK_OCTETS = PLAIN_OCTETS + 36;

    private static final String COUNTERS = """
            flush ruleset
            table inet seen {
              counter exchanges {}
              counter plain {}
              counter requests {}
              counter naks {}
              chain left {
                type filter hook output priority 0;
                tcp dport 4460 tcp flags & (syn | ack) == syn counter name exchanges
                udp dport 123 counter name requests
                udp dport 123 udp length %d counter name plain
              }
              chain came {
                type filter hook input priority 0;
                udp sport 123 udp length %d counter name naks
              }
            }
            """.formatted(PLAIN_OCTETS, NAK_OCTETS);

    private static final String LOSS = """
            table inet lost {
              chain came {
                type filter hook input priority 10;
                meta l4proto { tcp, udp } numgen random mod 100 < %d drop
              }
            }
            """;

    private static final String DEAD = """
            table inet dead {
              chain came {
                type filter hook input priority 10;
                %s drop
              }
            }
            """;

    /**
     * Counters, at zero.
     *
     * @param exchanges connections to the key exchange that were begun
     * @param requests  by NTP
     * @param plain     of these, those without NTS
     * @param naks      answers that are of a NAK's length
     */
    record Seen(long exchanges, long requests, long plain, long naks) {}

    /** Skips the calling test, visibly, where there is no nft. */
    static Wire of(Room room, Path folder) {
        return new Wire(room, new PeerPrograms(folder).installed("nft"), folder);
    }

    /** Forgets all that was said before, and counts from zero. */
    void count() throws IOException, InterruptedException {
        filter("flush ruleset", true);
        filter(COUNTERS, false);
    }

    /** Loses so many percent of what comes to either. */
    void lose(int percent) throws IOException, InterruptedException {
        filter(LOSS.formatted(percent), false);
        filter(LOSS.formatted(percent), true);
    }

    /** Lets nothing pass that comes from the servers' machine by this network, without a word. */
    void kill(String network) throws IOException, InterruptedException {
        filter(DEAD.formatted(network.equals("IPv4") ? "ip saddr " + Room.IPV4 : "ip6 saddr " + Room.IPV6), false);
    }

    /** What was seen since {@link #count}. */
    Seen seen() throws IOException, InterruptedException {
        var listed = room.run(nft, "list", "counters").all();
        return new Seen(
                packets(listed, "exchanges"),
                packets(listed, "requests"),
                packets(listed, "plain"),
                packets(listed, "naks"));
    }

    private static long packets(String listed, String name) {
        var matcher =
                Pattern.compile("counter " + name + " \\{\\s*packets (\\d+)").matcher(listed);
        if (!matcher.find()) {
            throw new AssertionError("no counter " + name + " in\n" + listed);
        }
        return Long.parseLong(matcher.group(1));
    }

    private void filter(String text, boolean isOfServers) throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("filter.nft"), text);
        var finished =
                isOfServers ? room.runAtServers(nft, "-f", file.toString()) : room.run(nft, "-f", file.toString());
        if (finished.exitCode() != 0) {
            throw new AssertionError("nft refuses:\n" + text + finished.all());
        }
    }
}
