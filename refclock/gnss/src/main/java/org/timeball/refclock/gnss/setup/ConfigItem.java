package org.timeball.refclock.gnss.setup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.timeball.refclock.gnss.UbxFrame;

/**
 * A configuration value, wanted.
 *
 * @param key   what is set
 * @param value of which as many low octets count as the key has
 */
public record ConfigItem(ConfigKey key, long value) {

    private static final int VALGET = 0x8b;
    private static final int HEADER = 4;

    /** Refuses a key without a size. */
    public ConfigItem {
        if (key.octets() == 0) {
            throw new IllegalArgumentException("no key: " + key);
        }
    }

    void encode(ByteBuffer payload) {
        payload.putInt(key.id());
        switch (key.octets()) {
            case 1 -> payload.put((byte) value);
            case 2 -> payload.putShort((short) value);
            case 4 -> payload.putInt((int) value);
            default -> payload.putLong(value);
        }
    }

    /** The value's octets as they stand on the wire, as a number without a sign. */
    long unsignedValue() {
        return key.octets() == Long.BYTES ? value : value & (1L << 8 * key.octets()) - 1;
    }

    /**
     * What a CFG-VALGET answer holds, by the key's number, as unsigned numbers; as far as it can be read.
     *
     * @param answer any frame; another than CFG-VALGET holds nothing
     */
    static Map<Integer, Long> valuesOf(UbxFrame.Cfg answer) {
        var values = new LinkedHashMap<Integer, Long>();
        byte[] payload = answer.payload();
        if (answer.messageId() != VALGET || payload.length < HEADER || payload[0] != 1) {
            return values;
        }
        var rest = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).position(HEADER);
        while (rest.remaining() > Integer.BYTES) {
            int id = rest.getInt();
            int octets = ConfigKey.octets(id);
            if (octets == 0 || octets > rest.remaining()) {
                return values;
            }
            values.put(
                    id,
                    switch (octets) {
                        case 1 -> (long) Byte.toUnsignedInt(rest.get());
                        case 2 -> (long) Short.toUnsignedInt(rest.getShort());
                        case 4 -> Integer.toUnsignedLong(rest.getInt());
                        default -> rest.getLong();
                    });
        }
        return values;
    }
}
