package org.timeball.server.alerts.net;

import java.net.URI;
import java.util.Optional;
import org.timeball.server.alerts.AlertMessage;
import org.timeball.server.alerts.WebhookBody;
import org.timeball.server.state.AlertChannel;
import org.timeball.server.state.AlertChannel.Webhook;

/**
 * Posts messages as JSON to an address of the operator's.
 *
 * @param settings where to
 */
public record WebhookChannel(Webhook settings) implements Channel {

    @Override
    public void deliver(AlertMessage message) throws DeliveryException {
        Optional<String> token = settings.tokenPath().isPresent()
                ? Optional.of(Secret.read(settings.tokenPath().get()))
                : Optional.empty();
        HttpPost.send(url(), WebhookBody.of(message), token, settings.caPath());
    }

    private URI url() throws DeliveryException {
        if (settings.address().url().isPresent()) {
            return settings.address().url().get();
        }
        var file = settings.address().path().orElseThrow();
        return Optional.of(Secret.read(file))
                .flatMap(AlertChannel::url)
                .orElseThrow(() -> new DeliveryException(file + " has no address of a server in its first line"));
    }
}
