package org.timeball.firmware.appliance.diagnosis;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.timeball.firmware.appliance.daemon.supervision.SelfQuestion;
import org.timeball.server.diagnosis.ServiceFacts;

/**
 * Asks the box's own services, and looks over which way the world is reached.
 *
 * @param root {@code /} but in tests
 */
record ServiceLook(Path root) {

    private static final int DESTINATION = 1;
    private static final String EVERYWHERE = "00000000";
    private static final String EVERYWHERE_IPV6 = "0".repeat(32);

    /**
     * Asks as any client would; on a machine's own addresses that is over at once, or after seconds where nobody answers.
     *
     * @param ntp         where time is served
     * @param keyExchange what of key exchange is to be tried
     */
    ServiceFacts ask(List<InetSocketAddress> ntp, List<KeyExchangeTrial> keyExchange) {
        return facts(
                ntp.stream().map(ServiceLook::asked).toList(),
                keyExchange.stream().map(KeyExchangeTrial::run).toList(),
                List.of());
    }

    /** Asks nobody: looks who has the ports that a daemon would want. */
    ServiceFacts look(List<Integer> udp, List<Integer> tcp) {
        return facts(List.of(), List.of(), new PortHolders(root).of(udp, tcp));
    }

    private ServiceFacts facts(
            List<ServiceFacts.Asked> ntp, List<ServiceFacts.Asked> keyExchange, List<ServiceFacts.Holder> holders) {
        var way = interfaceName();
        var card = root.resolve("sys/class/net").resolve(way.isEmpty() ? "lo" : way);
        boolean isWireless = Files.exists(card.resolve("wireless")) || Files.exists(card.resolve("phy80211"));
        return new ServiceFacts(ntp, keyExchange, holders, way, isWireless);
    }

    private static ServiceFacts.Asked asked(InetSocketAddress listen) {
        var question = new SelfQuestion();
        if (!question.canAsk(listen)) {
            return new ServiceFacts.Asked(words(listen), "this machine has that address no longer, or it is down", "");
        }
        return new ServiceFacts.Asked(
                words(listen), question.isAnsweredBy(listen) ? "" : "no answer within a second", "");
    }

    static String words(InetSocketAddress listen) {
        return "%s port %d".formatted(listen.getAddress().getHostAddress(), listen.getPort());
    }

    /** That of the default route, of IPv4 or else of IPv6; empty where there is none. */
    private String interfaceName() {
        return SystemFile.lines(root.resolve("proc/net/route")).stream()
                .map(line -> line.split("\\s+"))
                .filter(fields -> fields.length > DESTINATION && fields[DESTINATION].equals(EVERYWHERE))
                .map(fields -> fields[0])
                .findFirst()
                .or(() -> SystemFile.lines(root.resolve("proc/net/ipv6_route")).stream()
                        .map(line -> line.split("\\s+"))
                        .filter(fields -> fields[0].equals(EVERYWHERE_IPV6)
                                && fields.length > DESTINATION
                                && fields[DESTINATION].equals("00")
                                && !fields[fields.length - 1].equals("lo"))
                        .map(fields -> fields[fields.length - 1])
                        .findFirst())
                .orElse("");
    }
}
