package org.timeball.server.alerts.net;

import org.timeball.server.state.AlertChannel;

/** Opens channels as they are configured. */
public final class Channels {

    private Channels() {}

    /** Connects to nobody yet. */
    public static Channel open(AlertWorld.Named named) {
        return switch (named.settings().way()) {
            case AlertChannel.Mail mail -> new MailChannel(mail);
            case AlertChannel.Webhook hook -> new WebhookChannel(hook);
            case AlertChannel.Ntfy ntfy -> new NtfyChannel(ntfy);
            case AlertChannel.Mqtt mqtt -> new MqttChannel(mqtt, named.box());
        };
    }
}
