package org.timeball.refclock.gnss.setup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A frame to be sent to a u-blox receiver.
 *
 * @param messageClass 0 to 255
 * @param messageId    0 to 255
 * @param payload      at most 4,096 octets, little-endian fields; not to be changed by whoever reads it
 */
public record UbxCommand(int messageClass, int messageId, byte[] payload) {

    /** The class of configuration messages. */
    public static final int CFG = 0x06;

    /** The working memory: gone at the next power cycle without battery. */
    public static final int LAYER_RAM = 1;

    /** Kept by the backup battery, if there is one. */
    public static final int LAYER_BATTERY = 1 << 1;

    /** Kept for good, on receivers that have flash memory. */
    public static final int LAYER_FLASH = 1 << 2;

    private static final int MON = 0x0a;
    private static final int MON_VER = 0x04;
    private static final int VALSET = 0x8a;
    private static final int VALGET = 0x8b;

    private static final int SYNC_1 = 0xb5;
    private static final int SYNC_2 = 0x62;
    private static final int OVERHEAD = 8;
    private static final int LONGEST_PAYLOAD = 4_096;

    /** Version, layers and two reserved octets. */
    private static final int VALUES_HEADER = 4;

    /** Refuses what no frame can carry. */
    public UbxCommand {
        if (messageClass < 0 || messageClass > 0xff || messageId < 0 || messageId > 0xff) {
            throw new IllegalArgumentException("no message %d %d".formatted(messageClass, messageId));
        }
        if (payload.length > LONGEST_PAYLOAD) {
            throw new IllegalArgumentException("a payload of " + payload.length + " octets");
        }
    }

    /** Asks for a message: the receiver sends it once. */
    public static UbxCommand poll(int messageClass, int messageId, byte... payload) {
        return new UbxCommand(messageClass, messageId, payload);
    }

    /** Asks what the receiver is; the answer is MON-VER. Harmless to every u-blox receiver. */
    public static UbxCommand askVersion() {
        return poll(MON, MON_VER);
    }

    /**
     * CFG-VALSET: sets configuration values of receivers of generation 9 and later.
     *
     * @param layers sum of {@code LAYER_…}
     * @param items  1 to 64; the receiver takes all or none
     */
    public static UbxCommand setValues(int layers, List<ConfigItem> items) {
        int octets = VALUES_HEADER
                + items.stream().mapToInt(item -> item.key().octets() + 4).sum();
        var payload = ByteBuffer.allocate(octets).order(ByteOrder.LITTLE_ENDIAN);
        payload.put((byte) 0).put((byte) layers).putShort((short) 0);
        items.forEach(item -> item.encode(payload));
        return new UbxCommand(CFG, VALSET, payload.array());
    }

    /**
     * CFG-VALGET: asks for configuration values as they stand in the working memory.
     *
     * @param items whose keys are asked for, 1 to 64
     */
    public static UbxCommand getValues(List<ConfigItem> items) {
        var payload = ByteBuffer.allocate(VALUES_HEADER + 4 * items.size()).order(ByteOrder.LITTLE_ENDIAN);
        payload.putInt(0);
        items.forEach(item -> payload.putInt(item.key().id()));
        return new UbxCommand(CFG, VALGET, payload.array());
    }

    /** The whole frame, with sync octets, length and checksum. */
    public byte[] frame() {
        var frame = ByteBuffer.allocate(payload.length + OVERHEAD).order(ByteOrder.LITTLE_ENDIAN);
        frame.put((byte) SYNC_1).put((byte) SYNC_2).put((byte) messageClass).put((byte) messageId);
        frame.putShort((short) payload.length).put(payload);
        byte a = 0;
        byte b = 0;
        for (int i = 2; i < frame.position(); i++) {
            a += frame.get(i);
            b += a;
        }
        return frame.put(a).put(b).array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UbxCommand command
                && messageClass == command.messageClass
                && messageId == command.messageId
                && Arrays.equals(payload, command.payload);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * messageClass + messageId) + Arrays.hashCode(payload);
    }
}
