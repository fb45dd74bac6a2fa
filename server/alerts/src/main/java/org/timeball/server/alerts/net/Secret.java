package org.timeball.server.alerts.net;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.timeball.server.state.SecretFile;
import org.timeball.server.state.StateException;

/** A secret in a file of its own: its first line. */
final class Secret {

    private Secret() {}

    /** @throws DeliveryException if it cannot be had, others can read it, or it is empty */
    static String read(Path file) throws DeliveryException {
        try {
            var line = new String(SecretFile.read(file), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .map(String::strip)
                    .orElse("");
            if (line.isEmpty()) {
                throw new DeliveryException("the first line of " + file + " is empty");
            }
            return line;
        } catch (StateException refused) {
            throw new DeliveryException(String.valueOf(refused.getMessage()), refused);
        }
    }
}
