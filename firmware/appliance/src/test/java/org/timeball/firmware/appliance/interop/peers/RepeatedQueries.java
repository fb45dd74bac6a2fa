package org.timeball.firmware.appliance.interop.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.timeball.server.client.PollRange;
import org.timeball.server.client.net.BlockingClient;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.client.net.ClientSettings;
import org.timeball.server.client.net.TrustedAuthorities;

/**
 * A program of one client that asks one server again and again, as whoever uses our library may; a line says what each
 * query came to.
 */
final class RepeatedQueries {

    /** How a line begins whose query told the time. */
    static final String TIME = "time ";

    private static final Duration PATIENCE = Duration.ofMillis(700);
    private static final int TRIES = 3;
    private static final Duration AFTER_TROUBLE = Duration.ofMillis(500);

    private RepeatedQueries() {}

    /** @param arguments name of the key exchange server, file of its authority, milliseconds between requests */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException, InterruptedException {
        var settings = ClientSettings.nts(arguments[0], TrustedAuthorities.of(Path.of(arguments[1])))
                .withPolls(new PollRange(3, 4, Duration.ofMillis(Long.parseLong(arguments[2]))))
                .withPatience(PATIENCE, TRIES);
        try (var client = new BlockingClient(settings)) {
            while (true) {
                tell(client);
            }
        }
    }

    private static void tell(BlockingClient client) throws InterruptedException {
        try {
            var measurement = client.query();
            System.out.printf(
                    "%s%s, AEAD %d, offset %.6f s%n",
                    TIME,
                    measurement.isAuthentic() ? "authentic" : "UNPROVEN",
                    client.algorithm().orElseThrow().id(),
                    measurement.offsetSeconds());
        } catch (ClientException failure) {
            System.out.println("trouble " + failure.trouble() + ": " + failure.getMessage());
            Thread.sleep(AFTER_TROUBLE);
        }
    }
}
