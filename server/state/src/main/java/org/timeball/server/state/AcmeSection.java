package org.timeball.server.state;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.timeball.server.state.CertificateSettings.Acme;
import org.timeball.server.state.CertificateSettings.ByAcmeDns;
import org.timeball.server.state.CertificateSettings.ByHttp;
import org.timeball.server.state.CertificateSettings.ByScript;
import org.timeball.server.state.CertificateSettings.ByTls;
import org.timeball.server.state.CertificateSettings.ByUpdate;
import org.timeball.server.state.CertificateSettings.ExternalAccount;
import org.timeball.server.state.CertificateSettings.Proof;

/** Reads what {@code [[certificate]]} says where it comes from an ACME authority. */
final class AcmeSection {

    private static final URI NOWHERE = URI.create("https://nowhere.invalid/");
    private static final Path NO_FILE = Path.of("/dev/null");
    private static final InetSocketAddress NO_SERVER = new InetSocketAddress("127.0.0.1", 53);
    private static final String HTTP = "http-01";
    private static final String TLS = "tls-alpn-01";
    private static final String DNS = "dns-01";
    private static final String UPDATE = "rfc2136";
    private static final String ACME_DNS = "acme-dns";
    private static final String SCRIPT = "script";

    private final BiFunction<ConfigTable, String, InetSocketAddress> listens;

    /** @param listens reads {@code challenge-listen} with a default, and sees that nothing else listens there */
    AcmeSection(BiFunction<ConfigTable, String, InetSocketAddress> listens) {
        this.listens = listens;
    }

    Acme read(ConfigTable table) {
        table.require("directory", "\"https://acme-v02.api.letsencrypt.org/directory\"");
        var directory = url(table, "directory");
        if (!table.flag("accept-terms", false)) {
            table.report(
                    table.has("accept-terms") ? "accept-terms" : "from",
                    "the authority's terms of service are not accepted",
                    "read them, and write accept-terms = true");
        }
        return new Acme(
                directory,
                optionalFile(table, "directory-ca-path"),
                mail(table),
                optionalText(table, "profile"),
                binding(table),
                proof(table),
                table.integer("dns-wait-seconds", Acme.DNS_WAIT, Acme.DEFAULT_DNS_WAIT_SECONDS));
    }

    private Proof proof(ConfigTable table) {
        var how = table.choice("challenge", List.of(HTTP, TLS, DNS), Function.identity(), HTTP);
        var ways = List.of(UPDATE, ACME_DNS, SCRIPT).stream().filter(table::has).toList();
        if (!how.equals(DNS)) {
            ways.forEach(way -> table.report(way, "it is for dns-01", "write challenge = \"dns-01\""));
        } else if (table.has("challenge-listen")) {
            table.report("challenge-listen", "dns-01 listens nowhere", "leave this line out");
        }
        return switch (how) {
            case TLS -> new ByTls(listens.apply(table, "0.0.0.0:443"));
            case DNS -> byDns(table, ways);
            default -> new ByHttp(listens.apply(table, "0.0.0.0:80"));
        };
    }

    private static Proof byDns(ConfigTable table, List<String> ways) {
        if (ways.size() != 1) {
            table.report(
                    "challenge",
                    ways.isEmpty() ? "nothing says how records are set" : "several ways to set records",
                    "write one of [certificate.rfc2136], [certificate.acme-dns] and script = \"/path\"");
            return new ByScript(NO_FILE);
        }
        return switch (ways.getFirst()) {
            case UPDATE -> update(table.section(UPDATE));
            case ACME_DNS -> acmeDns(table.section(ACME_DNS));
            default -> new ByScript(table.existingFile(SCRIPT, NO_FILE));
        };
    }

    private static ByUpdate update(ConfigTable table) {
        table.require("server", "\"192.0.2.53:53\"");
        table.require("zone", "\"example.org\"");
        table.require("key-name", "\"timeball\"");
        table.require("key-path", "\"/etc/timeball/tsig.key\"");
        var update = new ByUpdate(
                table.listen("server", NO_SERVER),
                name(table, "zone"),
                name(table, "key-name"),
                table.choice("key-algorithm", ByUpdate.ALGORITHMS, Function.identity(), "hmac-sha256"),
                table.existingFile("key-path", NO_FILE));
        table.refuseTheRest();
        return update;
    }

    private static ByAcmeDns acmeDns(ConfigTable table) {
        table.require("server", "\"https://auth.acme-dns.io\"");
        table.require("subdomain", "\"d420c923-bbd7-4056-ab64-c3ca54c9b3cf\"");
        table.require("user", "\"c36f50e8-4632-44f0-83fe-e070fef28a10\"");
        table.require("password-path", "\"/etc/timeball/acme-dns.password\"");
        var acmeDns = new ByAcmeDns(
                url(table, "server"),
                name(table, "subdomain"),
                table.text("user", ""),
                table.existingFile("password-path", NO_FILE));
        table.refuseTheRest();
        return acmeDns;
    }

    private static String name(ConfigTable table, String key) {
        var name = table.text(key, "");
        if (table.has(key)) {
            HostName.problem(name)
                    .ifPresent(what -> table.report(key, what, "write it without a dot at its end, in quotes"));
        }
        return name;
    }

    private static URI url(ConfigTable table, String key) {
        var text = table.text(key, NOWHERE.toString());
        try {
            var url = URI.create(text);
            if ("https".equals(url.getScheme()) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException noUrl) {
            // reported with those that are of another kind
        }
        table.report(key, "\"" + text + "\" is no https URL", "write it as https://host/path");
        return NOWHERE;
    }

    private static Optional<String> mail(ConfigTable table) {
        var mail = optionalText(table, "e-mail");
        if (mail.isPresent() && mail.get().indexOf('@') < 1) {
            table.report("e-mail", "\"" + mail.get() + "\" is no address", "write it as \"name@example.org\"");
        }
        return mail;
    }

    private static Optional<ExternalAccount> binding(ConfigTable table) {
        if (!table.has("eab-key-id") && !table.has("eab-key-path")) {
            return Optional.empty();
        }
        table.require("eab-key-id", "\"the id the authority gave\"");
        table.require("eab-key-path", "\"/etc/timeball/eab.key\"");
        return Optional.of(
                new ExternalAccount(table.text("eab-key-id", ""), table.existingFile("eab-key-path", NO_FILE)));
    }

    private static Optional<String> optionalText(ConfigTable table, String key) {
        return table.has(key) ? Optional.of(table.text(key, "")) : Optional.empty();
    }

    private static Optional<Path> optionalFile(ConfigTable table, String key) {
        return table.has(key) ? Optional.of(table.existingFile(key, NO_FILE)) : Optional.empty();
    }
}
