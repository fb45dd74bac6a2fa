package org.timeball.server.state;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.timeball.server.state.SourceMembers.Itself;
import org.timeball.server.state.SourceMembers.OfBalancer;
import org.timeball.server.state.SourceMembers.OfDomain;

/** Reads of one {@code [[source]]} what its name is and for how many servers it stands. */
final class MembersSection {

    /** Stands in for a name that was missing or wrong, so that reading can go on; never reaches a caller. */
    static final String NOBODY = "nobody.invalid";

    private static final Path NOWHERE = Path.of("/dev/null");
    private static final int DNS_PORT = 53;

    private static final String SRV = "srv";
    private static final String POOL = "pool";
    private static final String HOST = "host";
    private static final List<String> OF_A_DOMAIN = List.of("resolvers", "trust-anchors-path", "trust-resolver");

    private final ConfigTable table;

    MembersSection(ConfigTable table) {
        this.table = table;
    }

    /** Under which key the name stands. */
    String key() {
        return table.has(SRV) ? SRV : table.has(POOL) ? POOL : HOST;
    }

    /** The name of the server, or of the pool. */
    String name() {
        var key = key();
        for (var other : List.of(HOST, POOL)) {
            if (!other.equals(key) && table.has(other)) {
                table.report(other, "the source is named by " + key + " already", "leave one of the two out");
            }
        }
        table.require(key, "\"time.example.org\"");
        var name = table.text(key, NOBODY);
        var problem = HostName.problem(name);
        if (problem.isPresent()) {
            table.report(key, problem.get(), HostName.ADVICE);
        } else if (key.equals(SRV) && HostName.isAddress(name)) {
            table.report(key, name + " is an address, which has no records", "write a domain, as \"example.org\"");
        }
        return problem.isPresent() ? NOBODY : name;
    }

    /** What it stands for. Keys that say nothing of that are reported. */
    SourceMembers read(boolean isProven) {
        var key = key();
        if (!key.equals(SRV)) {
            refuse(OF_A_DOMAIN, "only a source that is named by srv has records to be looked up");
        }
        if (key.equals(HOST)) {
            refuse(List.of("count"), "host is one server");
            return new Itself();
        }
        if (!isProven) {
            table.report("nts", "a pool's servers are found by exchanging keys", "leave this line out");
        }
        int count = table.integer("count", SourceSection.SOURCES, SourceMembers.USUAL_COUNT);
        if (key.equals(POOL)) {
            return new OfBalancer(count);
        }
        refuse(List.of("port"), "the records of a domain name each server's port");
        return new OfDomain(count, trust());
    }

    private void refuse(List<String> keys, String why) {
        for (String key : keys) {
            if (table.has(key)) {
                table.report(key, why, "leave this line out");
            }
        }
    }

    private NameTrust trust() {
        boolean isResolverTrusted = table.flag("trust-resolver", false);
        var resolvers = resolvers(isResolverTrusted);
        var anchors = table.has("trust-anchors-path")
                ? Optional.of(table.existingFile("trust-anchors-path", NOWHERE))
                : Optional.<Path>empty();
        if (isResolverTrusted && anchors.isPresent()) {
            table.report(
                    "trust-anchors-path",
                    "nothing is checked here with trust-resolver = true",
                    "leave one of the two lines out");
            return new NameTrust(resolvers, Optional.empty(), true);
        }
        return new NameTrust(resolvers, anchors, isResolverTrusted);
    }

    private List<InetSocketAddress> resolvers(boolean isTrusted) {
        if (!table.has("resolvers")) {
            return List.of();
        }
        var resolvers = new ArrayList<InetSocketAddress>();
        for (String text : table.texts("resolvers", "[\"192.0.2.53\"]")) {
            var address = ListenAddress.parse(text, DNS_PORT).filter(it -> it.getPort() > 0);
            if (address.isEmpty()) {
                table.report(
                        "resolvers",
                        "\"" + text + "\" is no address",
                        "write numbers, as \"192.0.2.53\", \"192.0.2.53:5353\" or \"[2001:db8::53]:5353\"");
            } else if (isTrusted && !NameTrust.isHere(address.get())) {
                table.report(
                        "resolvers",
                        text
                                + " is not on this machine, so anybody on the way could say for it that an answer is signed",
                        "leave out trust-resolver, or name a resolver at 127.0.0.1 or [::1]");
            } else {
                resolvers.add(address.get());
            }
        }
        return resolvers;
    }
}
