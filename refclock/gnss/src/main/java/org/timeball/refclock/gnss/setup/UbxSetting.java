package org.timeball.refclock.gnss.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.timeball.refclock.gnss.UbxFrame;

/** Something a u-blox receiver is to be told, how to ask whether it took it, and what the answer must hold. */
public sealed interface UbxSetting {

    /** What it is, for people. */
    String name();

    /** Whether the receiver is of no use without it. */
    boolean isRequired();

    /** The command that makes it so, in working and battery-backed memory. */
    UbxCommand write();

    /** The command that asks for it. */
    UbxCommand ask();

    /** Whether a frame answers {@link #ask}. */
    boolean isAnsweredBy(UbxFrame.Cfg answer);

    /** What the answer holds otherwise than it was written; empty when all is well. */
    List<Mismatch> mismatches(UbxFrame.Cfg answer);

    /**
     * Values of receivers of generation 9 and later.
     *
     * @param items taken or refused together
     */
    record Values(String name, boolean isRequired, List<ConfigItem> items) implements UbxSetting {
        private static final int VALGET = 0x8b;

        /** Copies the list. */
        public Values {
            items = List.copyOf(items);
        }

        @Override
        public UbxCommand write() {
            return UbxCommand.setValues(UbxCommand.LAYER_RAM | UbxCommand.LAYER_BATTERY, items);
        }

        @Override
        public UbxCommand ask() {
            return UbxCommand.getValues(items);
        }

        @Override
        public boolean isAnsweredBy(UbxFrame.Cfg answer) {
            return answer.messageId() == VALGET
                    && ConfigItem.valuesOf(answer)
                            .containsKey(items.getFirst().key().id());
        }

        @Override
        public List<Mismatch> mismatches(UbxFrame.Cfg answer) {
            var found = ConfigItem.valuesOf(answer);
            var mismatches = new ArrayList<Mismatch>();
            for (var item : items) {
                Long value = found.get(item.key().id());
                if (value == null || value != item.unsignedValue()) {
                    mismatches.add(new Mismatch(
                            item.key().name(),
                            Long.toUnsignedString(item.unsignedValue()),
                            value == null ? "absent" : Long.toUnsignedString(value)));
                }
            }
            return mismatches;
        }
    }

    /**
     * A configuration message of receivers up to generation 8.
     *
     * @param write  the message
     * @param ask    the same without its content, or with what selects a part of it
     * @param fields of the answer; what is not among them is the receiver's own business
     */
    record Message(String name, boolean isRequired, UbxCommand write, UbxCommand ask, List<Field> fields)
            implements UbxSetting {
        /** Copies the list. */
        public Message {
            fields = List.copyOf(fields);
        }

        /** The answer to CFG-MSG or CFG-TP5 repeats what was asked for: message, or pulse. */
        @Override
        public boolean isAnsweredBy(UbxFrame.Cfg answer) {
            byte[] asked = ask.payload();
            byte[] answered = answer.payload();
            boolean isSamePart = answered.length > asked.length;
            for (int i = 0; isSamePart && i < asked.length; i++) {
                isSamePart = answered[i] == asked[i];
            }
            return answer.messageId() == write.messageId() && isSamePart;
        }

        @Override
        public List<Mismatch> mismatches(UbxFrame.Cfg answer) {
            return fields.stream()
                    .map(field -> field.mismatch(name, answer.payload()))
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    /**
     * A field of a configuration message as it is read back.
     *
     * @param name   for people
     * @param at     octets into the answer
     * @param octets 1 to 4
     * @param mask   the bits that count
     * @param wanted without a sign
     */
    record Field(String name, int at, int octets, long mask, long wanted) {

        /** A field of which all bits count; the low octets of {@code wanted} do. */
        static Field of(String name, int at, int octets, long wanted) {
            long mask = (1L << 8 * octets) - 1;
            return new Field(name, at, octets, mask, wanted & mask);
        }

        private Optional<Mismatch> mismatch(String setting, byte[] answer) {
            String found = at + octets <= answer.length ? Long.toString(valueIn(answer)) : "absent";
            String expected = Long.toString(wanted);
            return found.equals(expected)
                    ? Optional.empty()
                    : Optional.of(new Mismatch(setting + ", " + name, expected, found));
        }

        private long valueIn(byte[] answer) {
            long value = 0;
            for (int i = octets - 1; i >= 0; i--) {
                value = value << 8 | Byte.toUnsignedInt(answer[at + i]);
            }
            return value & mask;
        }
    }
}
