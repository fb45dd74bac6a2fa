package org.timeball.server.alerts.net;

import java.util.Optional;
import org.timeball.server.alerts.AlertMessage;
import org.timeball.server.alerts.NtfyBody;
import org.timeball.server.state.AlertChannel.Ntfy;

/**
 * Publishes messages at a server of ntfy.
 *
 * @param settings where to
 */
public record NtfyChannel(Ntfy settings) implements Channel {

    @Override
    public void deliver(AlertMessage message) throws DeliveryException {
        Optional<String> token = settings.tokenPath().isPresent()
                ? Optional.of(Secret.read(settings.tokenPath().get()))
                : Optional.empty();
        var topic = Secret.read(settings.topicPath());
        HttpPost.send(settings.server(), NtfyBody.of(topic, message), token, settings.caPath());
    }
}
