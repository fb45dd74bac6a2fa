package org.timeball.server.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.timeball.server.state.CertificateSettings.Authority;
import org.timeball.server.state.CertificateSettings.Kept;
import org.timeball.server.state.CertificateSettings.Origin;

/** Reads {@code [[certificate]]} and {@code [own-ca]}; limits and defaults are those of {@link CertificateSettings}. */
final class CertificateSection {

    /** Stands in for a name that was missing or wrong, so that reading can go on; never reaches a caller. */
    private static final String NOBODY = "nobody";

    private final AcmeSection acme;

    /** @param acme reads what is said of those that are ordered */
    CertificateSection(AcmeSection acme) {
        this.acme = acme;
    }

    /** All of them, in the order of the file; what is wrong is reported. */
    CertificateSettings read(ConfigTable top) {
        var kept = new ArrayList<Kept>();
        var names = new HashSet<String>();
        for (var table : top.sections("certificate")) {
            var one = kept(table);
            if (!one.name().equals(NOBODY) && !names.add(one.name())) {
                table.report("name", "there is a certificate " + one.name() + " already", "give it another name");
            }
            kept.add(one);
        }
        return new CertificateSettings(kept, authority(top.section("own-ca"), kept));
    }

    private Kept kept(ConfigTable table) {
        var name = name(table);
        var from = table.choice("from", List.of("own-ca", "acme", "import"), Function.identity(), "own-ca");
        table.require("from", "\"acme\"");
        Origin origin =
                switch (from) {
                    case "acme" -> acme.read(table);
                    case "import" -> new CertificateSettings.Imported();
                    default -> new CertificateSettings.OwnAuthority();
                };
        var hostNames = hostNames(table, origin);
        table.refuseTheRest();
        return new Kept(name, hostNames, origin);
    }

    private static String name(ConfigTable table) {
        table.require("name", "\"public\"");
        var name = table.text("name", NOBODY);
        if (CertificateSettings.NAME.matcher(name).matches()) {
            return name;
        }
        table.report("name", "\"" + name + "\" is no such name", "write 1 to 32 small letters, digits and dashes");
        return NOBODY;
    }

    private static List<String> hostNames(ConfigTable table, Origin origin) {
        boolean isImported = origin instanceof CertificateSettings.Imported;
        if (isImported) {
            if (table.has("host-names")) {
                table.report("host-names", "an imported certificate has its own", "leave this line out");
            }
            return List.of();
        }
        table.require("host-names", "[\"time.example.org\"]");
        var names = table.texts("host-names", "[\"time.example.org\"]");
        if (names.isEmpty() && table.has("host-names")) {
            table.report("host-names", "there is none", "name at least one");
        }
        names.forEach(name -> problem(name, origin)
                .ifPresent(what -> table.report("host-names", what, "write names, as \"time.example.org\"")));
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static Optional<String> problem(String name, Origin origin) {
        if (origin instanceof CertificateSettings.Acme offered) {
            boolean byDns = !(offered.proof() instanceof CertificateSettings.ByHttp)
                    && !(offered.proof() instanceof CertificateSettings.ByTls);
            var plain = byDns && name.startsWith("*.") ? name.substring(2) : name;
            return isAddress(plain) || plain.indexOf('.') < 1
                    ? Optional.of("\"" + name + "\" is no full name, and a public authority vouches for no other")
                    : HostName.problem(plain);
        }
        return HostName.problem(name);
    }

    private static boolean isAddress(String name) {
        return Network.parse(name).isPresent();
    }

    private static Authority authority(ConfigTable table, List<Kept> kept) {
        var name = table.text("name", Authority.DEFAULT_NAME);
        if (name.isBlank() || name.length() > 64) { // ub-common-name, RFC 5280 appendix A.1
            table.report("name", "a name of 1 to 64 letters is wanted", "write what browsers are to list it as");
        }
        var own = kept.stream()
                .filter(one -> one.origin() instanceof CertificateSettings.OwnAuthority)
                .flatMap(one -> one.hostNames().stream())
                .distinct()
                .toList();
        if (!table.has("permitted")) {
            table.refuseTheRest();
            return new Authority(name, byDefault(own));
        }
        var permitted = table.texts("permitted", "[\"home.arpa\", \"192.168.0.0/16\"]");
        own.stream()
                .filter(host -> permitted.stream().noneMatch(subtree -> covers(subtree, host)))
                .forEach(host -> table.report(
                        "permitted", host + " is in none of them", "add it, or leave it out of host-names"));
        table.refuseTheRest();
        return new Authority(name, permitted);
    }

    private static List<String> byDefault(List<String> own) {
        return Stream.of(
                        own.stream().map(CertificateSection::alone),
                        Authority.HOME_NAMES.stream(),
                        Authority.HOME_NETWORKS.stream())
                .flatMap(all -> all)
                .distinct()
                .toList();
    }

    /** An address as the network that holds it alone. */
    private static String alone(String host) {
        return Network.parse(host).map(one -> host + "/" + one.bits()).orElse(host);
    }

    private static boolean covers(String subtree, String host) {
        var network = Network.parse(subtree);
        var address = Network.parse(host);
        if (network.isPresent() && address.isPresent()) {
            return network.get().holds(address.get().address());
        }
        return network.isEmpty() && address.isEmpty() && (host.equals(subtree) || host.endsWith("." + subtree));
    }
}
