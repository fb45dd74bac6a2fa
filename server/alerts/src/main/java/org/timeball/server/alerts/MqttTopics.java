package org.timeball.server.alerts;

/**
 * Where a box publishes at a broker: {@code PREFIX/DEVICE/availability}, {@code /state} and {@code /alert}.
 *
 * @param prefix before all
 * @param device tells this box from others; letters, digits, dashes and underscores
 */
public record MqttTopics(String prefix, String device) {

    private static final int LONGEST = 32;

    /** What a box is called there, by its name for people. */
    public static String deviceOf(String box) {
        String id = box.replaceAll("[^A-Za-z0-9_-]+", "-");
        return id.substring(0, Math.min(LONGEST, id.length()));
    }

    /** Whether the daemon is there; kept by the broker. */
    public String availability() {
        return prefix + '/' + device + "/availability";
    }

    /** {@link Readings}; kept by the broker. */
    public String state() {
        return prefix + '/' + device + "/state";
    }

    /** Each message once. */
    public String alert() {
        return prefix + '/' + device + "/alert";
    }
}
