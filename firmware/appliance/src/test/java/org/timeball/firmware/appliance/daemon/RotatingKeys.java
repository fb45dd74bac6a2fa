package org.timeball.firmware.appliance.daemon;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.SessionKeys;
import org.timeball.server.state.StateException;
import org.timeball.server.state.TimeballConfig;

/** A process that rotates its cookie keys as fast as the disk lets it, and gives a cookie after each. */
final class RotatingKeys {

    static final int INTERVAL_SECONDS = 60;
    static final int STALE_KEYS = 7;

    private RotatingKeys() {}

    /** @param arguments the folder, and the second since the Unix epoch at which to begin */
    public static void main(String[] arguments) throws StateException {
        long second = Long.parseLong(arguments[1]);
        var keys = open(Path.of(arguments[0]), second);
        while (true) {
            keys.rotateIfDue(second);
            var cookie = keys.jar().seal(sessionKeys(), 1).getFirst();
            System.out.println(second + " " + HexFormat.of().formatHex(cookie));
            second += INTERVAL_SECONDS;
        }
    }

    static CookieKeys open(Path folder, long second) throws StateException {
        var settings = new TimeballConfig.Keyset(
                folder.resolve("cookie-keys"), STALE_KEYS, INTERVAL_SECONDS, Optional.empty());
        return CookieKeys.open(settings, new SecureRandom(), second);
    }

    private static SessionKeys sessionKeys() {
        return new SessionKeys(AeadAlgorithm.AES_SIV_CMAC_256, new byte[32], new byte[32]);
    }
}
