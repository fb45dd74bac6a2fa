package org.timeball.firmware.sync.source;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.timeball.server.client.Security;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.ClientSettings;
import org.timeball.server.client.net.TrustedAuthorities;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.state.SourceSettings;
import org.timeball.server.state.StateDirectory;

/**
 * What it takes to ask sources, whichever.
 *
 * @param state        where cookies and retries outlive a restart
 * @param authorities  who may vouch for servers, by the file that names them; empty for those of the Java runtime
 * @param isClockRight whether the machine's clock is one to judge certificates by
 */
public record SourceAccess(
        StateDirectory state, Map<Optional<Path>, TrustedAuthorities> authorities, BooleanSupplier isClockRight) {

    /** For one answer, and ten times as long for a key exchange; a long way and a busy server take a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** One packet may be lost on the way. */
    private static final int TRIES = 2;

    /** Copies the map. */
    public SourceAccess {
        authorities = Map.copyOf(authorities);
    }

    /**
     * Reads every file of authorities that is named, each once.
     *
     * @throws IOException if one cannot be read or holds no certificates; says which
     */
    public static Map<Optional<Path>, TrustedAuthorities> authorities(List<SourceSettings> sources) throws IOException {
        var read = new HashMap<Optional<Path>, TrustedAuthorities>();
        for (var source : sources) {
            if (source.protection() instanceof SourceSettings.ByNts(var file, var _) && !read.containsKey(file)) {
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
    ClientSettings settings(SourceSettings source, boolean isClockBelieved, String cookies) {
        var usual =
                switch (source.protection()) {
                    case SourceSettings.None() -> ClientSettings.plain(source.host());
                    case SourceSettings.ByNts(var file, var offered) ->
                        ClientSettings.nts(source.host(), trusted(file))
                                .withOffered(offered(offered))
                                .keptIn(state.resolve(cookies));
                };
        var settings = usual.withPort(source.port())
                .withFamily(family(source.family()))
                .withPatience(PATIENCE, TRIES);
        return isClockBelieved ? settings : settings.withoutClock();
    }

    private static List<AeadAlgorithm> offered(List<Integer> ids) {
        return ids.isEmpty()
                ? Security.USUAL_OFFER
                : ids.stream().flatMap(id -> AeadAlgorithm.ofId(id).stream()).toList();
    }

    private static AddressFamily family(SourceSettings.Family family) {
        return switch (family) {
            case ANY -> AddressFamily.ANY;
            case IPV4 -> AddressFamily.IPV4;
            case IPV6 -> AddressFamily.IPV6;
        };
    }

    private TrustedAuthorities trusted(Optional<Path> file) {
        var found = authorities.get(file);
        if (found == null) {
            throw new IllegalStateException("authorities were not read: " + file);
        }
        return found;
    }
}
