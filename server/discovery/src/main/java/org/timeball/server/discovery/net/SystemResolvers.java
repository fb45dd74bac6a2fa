package org.timeball.server.discovery.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The resolvers that a file like {@code /etc/resolv.conf} names; the C library uses three of them at most. */
final class SystemResolvers {

    static final Path FILE = Path.of("/etc/resolv.conf");

    private static final int MOST = 3;
    private static final Pattern LINE = Pattern.compile("\\s*nameserver\\s+([0-9A-Fa-f:.]+(?:%\\S+)?)\\s*(?:[#;].*)?");

    private SystemResolvers() {}

    /** Without a file, or without resolvers in it, the C library asks this machine; so does this. */
    static List<InetSocketAddress> of(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException none) {
            lines = List.of();
        }
        var named = lines.stream()
                .map(LINE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .flatMap(matcher -> address(matcher.group(1)).stream())
                .limit(MOST)
                .toList();
        return named.isEmpty()
                ? List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), DnsSettings.PORT))
                : named;
    }

    private static Optional<InetSocketAddress> address(String literal) {
        try {
            return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(literal), DnsSettings.PORT));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
