package org.timeball.firmware.sync.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.timeball.server.client.net.ClientSettings;
import org.timeball.server.client.net.TrustedAuthorities;
import org.timeball.server.state.StateDirectory;

/**
 * What it takes to ask sources, whichever.
 *
 * @param state        where cookies and retries outlive a restart
 * @param authorities  who may vouch for servers, by the file that names them; empty for those of the Java runtime
 * @param isClockRight whether the machine's clock is one to judge certificates by
 */
record SourceAccess(
        StateDirectory state, Map<Optional<Path>, TrustedAuthorities> authorities, BooleanSupplier isClockRight) {

    /** For one answer, and ten times as long for a key exchange; a long way and a busy server take a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** One packet may be lost on the way. */
    private static final int TRIES = 2;

    SourceAccess {
        authorities = Map.copyOf(authorities);
    }

    /**
     * Reads every file of authorities that is named, each once.
     *
     * @throws IOException if one cannot be read or holds no certificates; says which
     */
    static Map<Optional<Path>, TrustedAuthorities> authorities(List<SourceConfig> sources) throws IOException {
        var read = new HashMap<Optional<Path>, TrustedAuthorities>();
        for (var source : sources) {
            if (source.protection() instanceof SourceConfig.ByNts(var file, var _) && !read.containsKey(file)) {
                read.put(file, authorities(file));
            }
        }
        return read;
    }

    private static TrustedAuthorities authorities(Optional<Path> file) throws IOException {
        try {
            return file.isPresent() ? TrustedAuthorities.of(file.get()) : TrustedAuthorities.system();
        } catch (IOException | GeneralSecurityException refused) {
            var where = file.map(path -> "ca-path " + path).orElse("the Java runtime's list of authorities");
            throw new IOException(where + " is of no use: " + refused.getMessage(), refused);
        }
    }

    /**
     * How a source is asked.
     *
     * @param isClockBelieved see {@link ClientSettings#isClockBelieved}
     * @param cookies         name of the file that keeps them
     */
    ClientSettings settings(SourceConfig source, boolean isClockBelieved, String cookies) {
        var usual =
                switch (source.protection()) {
                    case SourceConfig.None() -> ClientSettings.plain(source.host());
                    case SourceConfig.ByNts(var file, var offered) ->
                        ClientSettings.nts(source.host(), trusted(file))
                                .withOffered(offered)
                                .keptIn(state.resolve(cookies));
                };
        var settings = usual.withPort(source.port()).withFamily(source.family()).withPatience(PATIENCE, TRIES);
        return isClockBelieved ? settings : settings.withoutClock();
    }

    private TrustedAuthorities trusted(Optional<Path> file) {
        var found = authorities.get(file);
        if (found == null) {
            throw new IllegalStateException("authorities were not read: " + file);
        }
        return found;
    }
}
