package org.timeball.web.appliance.firstrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigFile;
import org.timeball.server.state.ConfigTable;
import org.timeball.server.state.Range;
import org.timeball.server.state.edit.ConfigEdit;
import org.timeball.web.appliance.access.PasswordHash;

/**
 * What {@code setup.toml} says: how a box is set up at its first start that has no screen.
 *
 * @param admin       who owns it then; empty where that is not said, or not any more
 * @param hostNames   by which it is called
 * @param port        the receiver's serial port; empty where none is named
 * @param cableMetres of the antenna; negative where that is not said
 * @param purpose     what it is for
 * @param servers     of the network that are asked, under NTS
 * @param certificate for clients of NTS
 * @param pools       it is to be a member of
 */
public record SetupOrders(
        Optional<Admin> admin,
        List<String> hostNames,
        String port,
        double cableMetres,
        Optional<Purpose> purpose,
        List<String> servers,
        Optional<CertificateWish> certificate,
        List<Pool> pools) {

    private static final Range SCHEMA = new Range(1, 1, "the schema of this version");
    private static final Range METRES = new Range(0, 1_000, "metres");
    private static final double UNSAID = -1;
    private static final String PASSWORD = "password";
    private static final String PASSWORD_HASH = "password-hash";

    /** Copies the lists. */
    public SetupOrders {
        hostNames = List.copyOf(hostNames);
        servers = List.copyOf(servers);
        pools = List.copyOf(pools);
    }

    /**
     * The first admin.
     *
     * @param name     to sign in with
     * @param hash     as {@code timeball web password-hash} prints it; or empty
     * @param password in place of it; or empty
     */
    public record Admin(String name, Optional<PasswordHash> hash, String password) {

        /** Never shows the password. */
        @Override
        public String toString() {
            return "Admin[" + name + "]";
        }
    }

    /**
     * A pool.
     *
     * @param name by which the configuration knows it
     * @param site where it gives out tokens; or empty
     * @param host under which the box is registered there; or empty
     */
    public record Pool(String name, String site, String host) {}

    /**
     * Reads the file's text.
     *
     * @param name what to call it in messages
     * @throws ConfigException with every mistake in it
     */
    public static SetupOrders parse(String name, String text) throws ConfigException {
        return ConfigFile.parse(name, text, SetupOrders::of);
    }

    /** The file's text without what must not stay in it. */
    public static String withoutSecrets(String text) {
        return new ConfigEdit(text)
                .without("admin", PASSWORD)
                .without("admin", PASSWORD_HASH)
                .text();
    }

    /** Whether there is something in it for the daemon. */
    public boolean changesDaemon() {
        return !hostNames.isEmpty()
                || !port.isEmpty()
                || cableMetres >= 0
                || purpose.isPresent()
                || !servers.isEmpty()
                || certificate.isPresent()
                || !pools.isEmpty();
    }

    /** A configuration with all of it in it; what is in it already stays as it is. */
    public String in(String text) {
        var edit = new ConfigEdit(text);
        if (!hostNames.isEmpty() && edit.has("web")) {
            edit = edit.with("web", "host-names", ConfigEdit.quoted(hostNames));
        }
        if (!port.isEmpty()) {
            edit = edit.with("receiver", "port", ConfigEdit.quoted(port));
        }
        if (cableMetres >= 0) {
            edit = edit.with("receiver", "antenna-cable-metres", Double.toString(cableMetres));
        }
        if (purpose.isPresent()) {
            edit = purpose.get().in(edit);
        }
        String so = SetupEdits.servers(edit.text(), servers);
        if (certificate.isPresent() && !new ConfigEdit(so).has("certificate")) {
            so = SetupEdits.certificate(so, certificate.get());
        }
        return SetupEdits.pools(so, pools);
    }

    private static SetupOrders of(ConfigTable top) {
        top.require("schema", "1");
        top.integer("schema", SCHEMA, 1);
        var hostNames = top.texts("host-names", "[\"timeball.local\"]");
        var receiver = top.section("receiver");
        String port = receiver.text("port", "");
        double cable = receiver.has("antenna-cable-metres") ? receiver.real("antenna-cable-metres", METRES, 0) : UNSAID;
        receiver.refuseTheRest();
        return new SetupOrders(
                admin(top),
                hostNames,
                port,
                cable,
                purpose(top),
                top.texts("servers", "[\"time.example.org\"]"),
                certificate(top, hostNames),
                pools(top));
    }

    private static Optional<Admin> admin(ConfigTable top) {
        if (!top.has("admin")) {
            return Optional.empty();
        }
        var table = top.section("admin");
        table.require("name", "\"anna\"");
        String name = table.text("name", "");
        String password = table.text(PASSWORD, "");
        String written = table.text(PASSWORD_HASH, "");
        var hash = PasswordHash.parse(written);
        if (!written.isEmpty() && hash.isEmpty()) {
            table.report(
                    PASSWORD_HASH, "it is no hash of a password", "write what `timeball web password-hash` prints");
        }
        if (!written.isEmpty() && !password.isEmpty()) {
            table.report(PASSWORD, "there is a password-hash, too", "leave one of the two out");
        }
        table.refuseTheRest();
        // Without either the box was owned before its power went, and the rest is still to be done.
        return hash.isEmpty() && password.isEmpty() ? Optional.empty() : Optional.of(new Admin(name, hash, password));
    }

    private static Optional<Purpose> purpose(ConfigTable top) {
        return top.has("purpose")
                ? Optional.of(top.choice("purpose", List.of(Purpose.values()), Purpose::key, Purpose.HOME))
                : Optional.empty();
    }

    private static Optional<CertificateWish> certificate(ConfigTable top, List<String> hostNames) {
        if (!top.has("certificate")) {
            return Optional.empty();
        }
        var table = top.section("certificate");
        String from = table.choice("from", List.of("own-ca", "acme"), word -> word, "own-ca");
        var wish = new CertificateWish(
                hostNames, from.equals("acme"), table.text("e-mail", ""), table.flag("accept-terms", false));
        if (hostNames.isEmpty()) {
            top.report(
                    "certificate",
                    "there is no name that it could vouch for",
                    "write host-names = [\"...\"] at the top");
        }
        table.refuseTheRest();
        return Optional.of(wish);
    }

    private static List<Pool> pools(ConfigTable top) {
        var pools = new ArrayList<Pool>();
        for (var table : top.sections("pool")) {
            table.require("name", "\"my-pool\"");
            pools.add(new Pool(table.text("name", ""), table.text("site", ""), table.text("host", "")));
            table.refuseTheRest();
        }
        return pools;
    }
}
