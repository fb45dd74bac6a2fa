package org.timeball.server.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads {@code [[pool]]}. */
final class PoolSection {

    /** Stands in for a name that was missing or wrong; never reaches a caller. */
    private static final String NAMELESS = "nameless";

    private final Path stateDirectory;
    private final HashSet<String> names = new HashSet<>();
    private final HashSet<Path> files = new HashSet<>();

    PoolSection(Path stateDirectory) {
        this.stateDirectory = stateDirectory;
    }

    /** All of them, in the order of the file; what is wrong is reported. */
    List<PoolSettings> read(ConfigTable top) {
        var pools = new ArrayList<PoolSettings>();
        for (var table : top.sections("pool")) {
            pools.add(pool(table));
            table.refuseTheRest();
        }
        if (!pools.isEmpty() && top.sections("nts-ke-server").isEmpty()) {
            top.report(
                    "pool", "there is no [[nts-ke-server]] that a pool could ask", "write one, or leave [[pool]] out");
        }
        return pools;
    }

    private PoolSettings pool(ConfigTable table) {
        String name = name(table);
        // Whoever reads it says whether it has to be there: a pool without a token yet is let in by nothing.
        var tokens = table.path("tokens-path", PoolSettings.defaultTokensPath(stateDirectory, name));
        if (!files.add(tokens) && !name.equals(NAMELESS)) {
            table.report("tokens-path", tokens + " is another pool's", "give each pool a file of its own");
        }
        return new PoolSettings(
                name,
                site(table),
                host(table),
                tokens,
                table.flag("old-numbers", false),
                table.integer("connections", PoolSettings.CONNECTIONS, PoolSettings.DEFAULT_CONNECTIONS));
    }

    private String name(ConfigTable table) {
        table.require("name", "\"my-pool\"");
        String name = table.text("name", NAMELESS);
        if (!PoolSettings.isName(name)) {
            table.report(
                    "name",
                    '"' + name + "\" is no name for a pool",
                    "write 1 to 32 small letters, digits and dashes, as \"my-pool\"");
            return NAMELESS;
        }
        if (table.has("name") && !names.add(name)) {
            table.report("name", name + " is a pool already", "leave one of the two out, or call it otherwise");
        }
        return name;
    }

    private static String site(ConfigTable table) {
        String site = table.text("site", "");
        boolean isGood = site.isEmpty()
                || site.matches("https?://[!-~]+")
                        && !site.contains("\"")
                        && !site.contains("<")
                        && !site.contains(">");
        if (!isGood) {
            table.report("site", "that is no address of a page", "write it as \"https://pool.example.org\"");
        }
        return isGood ? site : "";
    }

    private static String host(ConfigTable table) {
        String host = table.text("host", "");
        var problem = HostName.isAddress(host)
                ? Optional.of(host + " is an address, and pools know their members by name")
                : NtpServerName.problem(host);
        if (host.isEmpty() || problem.isEmpty()) {
            return host;
        }
        table.report("host", problem.get(), "write the full name, as \"ntp.example.org\"");
        return "";
    }
}
