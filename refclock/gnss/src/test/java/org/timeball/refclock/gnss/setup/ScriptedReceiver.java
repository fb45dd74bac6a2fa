package org.timeball.refclock.gnss.setup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.timeball.refclock.gnss.ReceiverDecoder;
import org.timeball.refclock.gnss.ReceiverMessage;
import org.timeball.refclock.gnss.UbxFrame;

/** A receiver at the other end of a line: it takes commands, keeps what they set, and answers as the real ones do. */
final class ScriptedReceiver {

    private static final int PORT_BAUD = 0x40520001;

    /** What it says unasked, once a second. */
    List<byte[]> chatter = new ArrayList<>();

    /** The answer to a poll of MON-VER; empty if it has none. */
    byte[] version = {};

    /** The answer to PMTK605; empty if it has none. */
    String release = "";

    int baud;

    /** Values and messages it does not know. */
    final Set<Integer> unknown = new HashSet<>();

    /** Values it takes and does not keep. */
    final Set<Integer> forgetful = new HashSet<>();

    final Map<Integer, Long> values = new HashMap<>();
    final Map<String, byte[]> messages = new HashMap<>();
    final List<Integer> layers = new ArrayList<>();
    final List<String> sentencesTaken = new ArrayList<>();
    String sentenceMask = "";
    boolean isSaved;
    boolean followsBaud = true;
    boolean acknowledgesQuestions = true;
    int octetsTaken;

    /** Commands that set something. */
    int writings;

    ScriptedReceiver(int baud) {
        this.baud = baud;
    }

    /** Takes what came at a rate, and answers; at another rate than its own it understands nothing. */
    List<ReceiverMessage> take(byte[] bytes, int atBaud) {
        octetsTaken += bytes.length;
        var answers = new ArrayList<byte[]>();
        if (atBaud == baud) {
            var text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (text.startsWith("$")) {
                takeSentence(text, answers);
            } else {
                takeFrame(bytes, answers);
            }
        }
        return decoded(answers);
    }

    /** What it says unasked, to one who listens at its rate. */
    List<ReceiverMessage> chat(int atBaud) {
        return atBaud == baud ? decoded(chatter) : List.of();
    }

    private void takeFrame(byte[] frame, List<byte[]> answers) {
        int messageClass = frame[2];
        int messageId = frame[3] & 0xff;
        byte[] payload = Arrays.copyOfRange(frame, 6, frame.length - 2);
        if (messageClass == 0x0a && messageId == 4 && version.length > 0) {
            answers.add(new UbxCommand(0x0a, 4, version).frame());
        } else if (messageClass == 6 && messageId == 0x8a) {
            answers.add(acknowledge(setValues(payload), messageId));
        } else if (messageClass == 6 && messageId == 0x8b) {
            answers.add(values(payload));
            acknowledgeQuestion(messageId, answers);
        } else if (messageClass == 6) {
            configure(messageId, payload, answers);
        }
    }

    private boolean setValues(byte[] payload) {
        payload[0] = 1; // as an answer has it
        var items = ConfigItem.valuesOf(new UbxFrame.Cfg(0x8b, payload));
        if (items.keySet().stream().anyMatch(unknown::contains)) {
            return false;
        }
        layers.add((int) payload[1]);
        writings++;
        items.forEach((key, value) -> values.put(key, forgetful.contains(key) ? value + 1 : value));
        if (followsBaud && items.containsKey(PORT_BAUD)) {
            baud = items.get(PORT_BAUD).intValue();
        }
        isSaved |= (payload[1] & UbxCommand.LAYER_FLASH) != 0;
        return true;
    }

    private byte[] values(byte[] payload) {
        var answer = ByteBuffer.allocate(1_024).order(ByteOrder.LITTLE_ENDIAN).putInt(1);
        var keys = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).position(4);
        while (keys.hasRemaining()) {
            int key = keys.getInt();
            new ConfigItem(new ConfigKey("", key), values.getOrDefault(key, 0L)).encode(answer);
        }
        return new UbxCommand(6, 0x8b, Arrays.copyOf(answer.array(), answer.position())).frame();
    }

    /** A message as long as a question is one. */
    private void configure(int messageId, byte[] payload, List<byte[]> answers) {
        boolean isPart = messageId == 0 || messageId == 1 || messageId == 0x31;
        int selectors = messageId == 1 ? 2 : isPart ? 1 : 0;
        String part = messageId + "/" + Arrays.toString(Arrays.copyOf(payload, selectors));
        if (payload.length > selectors) {
            boolean isKnown = !unknown.contains(messageId) && !unknown.contains(part.hashCode());
            if (isKnown) {
                writings++;
                messages.put(part, forgetful.contains(messageId) ? new byte[payload.length] : payload.clone());
                isSaved |= messageId == 9;
            }
            answers.add(acknowledge(isKnown, messageId));
            if (isKnown && followsBaud && messageId == 0 && payload[0] == 1) {
                baud = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt(8);
            }
        } else if (messages.containsKey(part) || messageId == 1 && !unknown.contains(part.hashCode())) {
            byte[] kept = messages.containsKey(part) ? messages.get(part) : Arrays.copyOf(payload, 3);
            answers.add(new UbxCommand(6, messageId, messageId == 1 ? onAllPorts(kept) : kept).frame());
            acknowledgeQuestion(messageId, answers);
        } else {
            answers.add(acknowledge(false, messageId));
        }
    }

    /** The rate on UART1 as it was set, on the other five ports something else. */
    private static byte[] onAllPorts(byte[] kept) {
        return new byte[] {kept[0], kept[1], 77, kept[2], 77, 77, 77, 77};
    }

    private void acknowledgeQuestion(int messageId, List<byte[]> answers) {
        if (acknowledgesQuestions) {
            answers.add(acknowledge(true, messageId));
        }
    }

    private static byte[] acknowledge(boolean isAccepted, int messageId) {
        return new UbxCommand(5, isAccepted ? 1 : 0, new byte[] {6, (byte) messageId}).frame();
    }

    private void takeSentence(String sentence, List<byte[]> answers) {
        String body = sentence.substring(1, sentence.indexOf('*'));
        sentencesTaken.add(body);
        int packet = Integer.parseInt(body.substring(4, 7));
        String arguments = body.length() > 7 ? body.substring(8) : "";
        if (packet == 605) {
            if (!release.isEmpty()) {
                answers.add(new PmtkCommand(705, List.of(release.split(","))).sentence());
            }
        } else if (packet == 251) {
            baud = followsBaud ? Integer.parseInt(arguments) : baud;
        } else if (packet == 414 && !unknown.contains(414)) {
            answers.add(new PmtkCommand(514, List.of(sentenceMask.split(","))).sentence());
        } else {
            sentenceMask = packet == 314 ? arguments : sentenceMask;
            String flag = unknown.contains(packet) ? "1" : "3";
            answers.add(PmtkCommand.of(1, Integer.toString(packet), flag).sentence());
        }
    }

    private static List<ReceiverMessage> decoded(List<byte[]> said) {
        var heard = new ArrayList<ReceiverMessage>();
        var decoder = new ReceiverDecoder();
        said.forEach(bytes -> decoder.accept(bytes, received -> heard.add(received.message())));
        return heard;
    }

    /** A frame that nobody reads, and that gives a u-blox receiver away. */
    static byte[] anyFrame() {
        return new UbxCommand(1, 1, new byte[20]).frame();
    }

    static byte[] version(String hardware, String... extensions) {
        var payload = ByteBuffer.allocate(40 + 30 * extensions.length);
        payload.put("EXT CORE".getBytes(StandardCharsets.US_ASCII));
        payload.position(30).put(hardware.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < extensions.length; i++) {
            payload.position(40 + 30 * i).put(extensions[i].getBytes(StandardCharsets.US_ASCII));
        }
        return payload.array();
    }

    static byte[] sentence(String body) {
        int checksum = body.chars().reduce(0, (sum, c) -> sum ^ c);
        return "$%s*%02X\r\n".formatted(body, checksum).getBytes(StandardCharsets.US_ASCII);
    }
}
