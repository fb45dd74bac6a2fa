package org.timeball.firmware.appliance.diagnosis;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.timeball.server.diagnosis.ServiceFacts;

/**
 * Who has a port, by the kernel's tables of sockets, which everybody may read.
 *
 * @param root {@code /} but in tests
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5)</a>
 */
record PortHolders(Path root) {

    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int USER = 7;
    private static final String LISTENING = "0A";
    private static final int HEXADECIMAL = 16;
    private static final int ID = 2;

    /** Those of the ports that somebody has. */
    List<ServiceFacts.Holder> of(List<Integer> udp, List<Integer> tcp) {
        var holders = new ArrayList<ServiceFacts.Holder>();
        for (String table : List.of("udp", "udp6")) {
            add(holders, table, udp, true);
        }
        for (String table : List.of("tcp", "tcp6")) {
            add(holders, table, tcp, false);
        }
        return holders;
    }

    private void add(List<ServiceFacts.Holder> holders, String table, List<Integer> ports, boolean isUdp) {
        for (String line : SystemFile.lines(root.resolve("proc/net").resolve(table))) {
            var fields = line.strip().split("\\s+");
            if (fields.length <= USER || !fields[ADDRESS].contains(":") || !fields[0].endsWith(":")) {
                continue;
            }
            int colon = fields[ADDRESS].indexOf(':');
            int port = Integer.parseInt(fields[ADDRESS].substring(colon + 1), HEXADECIMAL);
            if (ports.contains(port) && (isUdp || fields[STATE].equals(LISTENING))) {
                holders.add(new ServiceFacts.Holder(
                        port, isUdp, address(fields[ADDRESS].substring(0, colon)), user(fields[USER])));
            }
        }
    }

    /** The kernel writes words of 32 bits in the machine's order. */
    private static String address(String hexadecimal) {
        try {
            byte[] octets = HexFormat.of().parseHex(hexadecimal);
            if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
                var words = ByteBuffer.wrap(octets);
                for (int at = 0; at < octets.length; at += Integer.BYTES) {
                    words.putInt(at, Integer.reverseBytes(words.getInt(at)));
                }
            }
            return InetAddress.getByAddress(octets).getHostAddress();
        } catch (UnknownHostException | IllegalArgumentException unreadable) {
            return hexadecimal;
        }
    }

    private String user(String id) {
        return SystemFile.lines(root.resolve("etc/passwd")).stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > ID && fields[ID].equals(id))
                .map(fields -> fields[0])
                .findFirst()
                .orElse(id);
    }
}
