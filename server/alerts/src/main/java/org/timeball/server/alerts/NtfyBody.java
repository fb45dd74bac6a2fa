package org.timeball.server.alerts;

import java.util.List;
import org.timeball.server.control.ControlJson;

/**
 * What ntfy is sent: its form of JSON, which takes letters that headers cannot hold.
 *
 * @param topic    whoever knows it reads along: a secret
 * @param title    in a few words
 * @param message  all of it
 * @param priority 1 to 5; 3 makes an ordinary noise, 5 rings through
 * @param tags     those with the name of an emoji are shown as one
 * @see <a href="https://docs.ntfy.sh/publish/#publish-as-json">ntfy: publish as JSON</a>
 */
public record NtfyBody(String topic, String title, String message, int priority, List<String> tags) {

    private static final int ORDINARY = 3;
    private static final int HIGH = 4;
    private static final int HIGHEST = 5;

    /** Copies the list. */
    public NtfyBody {
        tags = List.copyOf(tags);
    }

    /** Of a message. */
    public static String of(String topic, AlertMessage message) {
        return ControlJson.line(new NtfyBody(
                topic,
                message.title(),
                message.text(),
                priority(message),
                List.of(emoji(message), message.condition())));
    }

    private static int priority(AlertMessage message) {
        return switch (message.kind()) {
            case BEGAN, REMINDER ->
                switch (message.severity()) {
                    case NOTICE -> ORDINARY;
                    case WARNING -> HIGH;
                    case CRITICAL -> HIGHEST;
                };
            case OVER, ONCE, TEST -> ORDINARY;
        };
    }

    private static String emoji(AlertMessage message) {
        return switch (message.kind()) {
            case BEGAN, REMINDER ->
                switch (message.severity()) {
                    case NOTICE -> "information_source";
                    case WARNING -> "warning";
                    case CRITICAL -> "rotating_light";
                };
            case OVER -> "white_check_mark";
            case ONCE, TEST -> "information_source";
        };
    }

    /** Without the topic. */
    @Override
    public String toString() {
        return "NtfyBody[" + title + ']';
    }
}
