package org.timeball.web.appliance.firstrun;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.timeball.server.state.edit.ConfigEdit;

/** What the steps of the first set-up write into a configuration's text. Whether it can be is the daemon's to say. */
public final class SetupEdits {

    /**
     * Servers of the network under NTS, each of another operator, that are offered and never preset: whoever chooses one is its
     * client by their own will.
     */
    public static final List<String> OFFERED =
            List.of("time.cloudflare.com", "nts.netnod.se", "ptbtime1.ptb.de", "ntppool1.time.nl");

    private static final Pattern METRES = Pattern.compile("\\d{1,4}(\\.\\d{1,3})?");

    /** Where Linux lists addresses of IPv6; without it nothing can listen there. */
    private static final Path IPV6 = Path.of("/proc/net/if_inet6");

    private SetupEdits() {}

    /**
     * The antenna's cable.
     *
     * @throws IllegalArgumentException if that is no length
     */
    public static String cable(String text, String metres) {
        if (!METRES.matcher(metres).matches()) {
            throw new IllegalArgumentException("a cable's length is metres, as 12.5");
        }
        return new ConfigEdit(text)
                .with("receiver", "antenna-cable-metres", metres)
                .text();
    }

    /** Servers that are asked under NTS, besides those that are. */
    public static String servers(String text, List<String> hosts) {
        var edit = new ConfigEdit(text);
        for (String host : hosts) {
            if (!text.contains(ConfigEdit.quoted(host))) {
                edit = edit.withAtEnd("[[source]]\nhost = " + ConfigEdit.quoted(host) + "\n");
            }
        }
        return edit.text();
    }

    /** What the box is for. */
    public static String purpose(String text, Purpose purpose) {
        return purpose.in(new ConfigEdit(text)).text();
    }

    /**
     * A certificate for clients of NTS.
     *
     * @throws IllegalArgumentException if there is one already
     */
    public static String certificate(String text, CertificateWish wish) {
        String listen = Files.exists(IPV6) ? "[::]:4460" : "0.0.0.0:4460";
        return wish.in(new ConfigEdit(text), listen).text();
    }

    /** Pools that are not in it yet. */
    static String pools(String text, List<SetupOrders.Pool> pools) {
        var edit = new ConfigEdit(text);
        for (var pool : pools) {
            if (!text.contains("name = " + ConfigEdit.quoted(pool.name()))) {
                edit = edit.withAtEnd("[[pool]]\nname = " + ConfigEdit.quoted(pool.name()) + '\n'
                        + (pool.site().isEmpty() ? "" : "site = " + ConfigEdit.quoted(pool.site()) + '\n')
                        + (pool.host().isEmpty() ? "" : "host = " + ConfigEdit.quoted(pool.host()) + '\n'));
            }
        }
        return edit.text();
    }

    /** The words of a field in which several may be typed, with commas or blanks between them. */
    public static List<String> words(String typed) {
        return Arrays.stream(typed.strip().split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
