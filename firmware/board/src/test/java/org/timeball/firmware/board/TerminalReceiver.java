package org.timeball.firmware.board;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.timeball.refclock.gnss.setup.PmtkCommand;
import org.timeball.refclock.gnss.setup.UbxCommand;
import org.timeball.refclock.linux.PseudoTerminal;
import org.timeball.refclock.time.DeviceException;

/**
 * A receiver at the far end of a pseudo-terminal, which lives as often as {@link #live} is called: it hears what the
 * port says, answers, and speaks, once a second unless told otherwise. To a port set to another rate it speaks noise and hears nothing.
 */
final class TerminalReceiver implements AutoCloseable {

    private static final long SECOND = 1_000_000_000L;
    private static final int BAUD_KEY = 0x40520001;
    private static final byte[] RMC = sentence("GPRMC,,V,,,,,,,,,,N");

    /** Who it is, by what it says and what it understands. */
    enum Maker {
        /** Says nothing at all. */
        MUTE,
        /** Says sentences by which nobody can tell who it is. */
        ANONYMOUS,
        /** Gives itself away as a SiRF. */
        SIRF,
        /** Quectel's L70. */
        MEDIATEK,
        /** u-blox ZED-F9T. */
        UBLOX
    }

    private final Maker maker;
    private final PseudoTerminal line;
    private final Random random = new Random(3);
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
    private final Map<Integer, Long> values = new HashMap<>();
    private String mask = "";
    private int baud;
    /** Whether its wire is pulled out of a port that stays. */
    boolean isCutOff;

    /** From one word to the next. */
    long paceNanos = SECOND;

    private long spokenNanos = Long.MIN_VALUE / 2;
    private long octetsTaken;

    TerminalReceiver(Maker maker, int baud) throws DeviceException {
        this.maker = maker;
        this.baud = baud;
        this.line = PseudoTerminal.open();
    }

    Path path() {
        return line.slavePath();
    }

    int baud() {
        return baud;
    }

    /** What has been sent to it, understood or not. */
    long octetsTaken() {
        return octetsTaken;
    }

    /** As after a power cycle without a battery. */
    void forgetEverything(int powerOnBaud) {
        baud = powerOnBaud;
        values.clear();
        mask = "";
    }

    /** Whether it keeps a configuration value as it was told. */
    boolean keeps(int key, long value) {
        return values.getOrDefault(key, -1L) == value;
    }

    void live(long nowNanos) {
        try {
            byte[] heard = line.read();
            octetsTaken += heard.length;
            boolean isUnderstood = line.baud() == baud;
            if (isUnderstood) {
                unread.writeBytes(heard);
                answer();
            }
            if (nowNanos - spokenNanos >= paceNanos && maker != Maker.MUTE && !isCutOff) {
                spokenNanos = nowNanos;
                say(isUnderstood ? chatter() : noise());
            }
        } catch (DeviceException unplugged) {
            unread.reset(); // whoever reads the port will notice
        }
    }

    private byte[] chatter() {
        byte[] own =
                switch (maker) {
                    case MUTE, ANONYMOUS -> RMC;
                    case SIRF -> sentence("PSRF150,1");
                    case MEDIATEK -> sentence("PMTK010,001");
                    case UBLOX -> new UbxCommand(1, 1, new byte[20]).frame();
                };
        byte[] both = Arrays.copyOf(RMC, RMC.length + own.length);
        System.arraycopy(own, 0, both, RMC.length, own.length);
        return both;
    }

    private byte[] noise() {
        byte[] noise = new byte[60];
        random.nextBytes(noise);
        return noise;
    }

    private void say(byte[] bytes) throws DeviceException {
        line.write(bytes);
    }

    private void answer() throws DeviceException {
        byte[] bytes = unread.toByteArray();
        int at = 0;
        while (at < bytes.length) {
            int length = bytes[at] == '$' ? sentenceLength(bytes, at) : frameLength(bytes, at);
            if (length == 0 || at + length > bytes.length) {
                break;
            }
            byte[] one = Arrays.copyOfRange(bytes, at, at + length);
            if (maker == Maker.MEDIATEK && one[0] == '$') {
                obey(new String(one, StandardCharsets.US_ASCII));
            } else if (maker == Maker.UBLOX && one[0] != '$') {
                obey(one);
            }
            at += length;
        }
        unread.reset();
        unread.write(bytes, at, bytes.length - at);
    }

    private static int sentenceLength(byte[] bytes, int at) {
        for (int i = at; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1 - at;
            }
        }
        return 0;
    }

    private static int frameLength(byte[] bytes, int at) {
        return bytes.length - at < 8 ? 0 : 8 + (bytes[at + 4] & 0xff) + ((bytes[at + 5] & 0xff) << 8);
    }

    private void obey(String command) throws DeviceException {
        String packet = command.substring(5, 8);
        String arguments = command.charAt(8) == ',' ? command.substring(9, command.indexOf('*')) : "";
        switch (packet) {
            case "605" -> say(pmtk("705", "AXN_2.51,0002,QUECTEL-L70,1.0"));
            case "251" -> baud = Integer.parseInt(arguments);
            case "414" -> say(pmtk("514", mask));
            default -> say(pmtk("001", packet + ",3"));
        }
        mask = packet.equals("314") ? arguments : mask;
    }

    private static byte[] pmtk(String packet, String arguments) {
        return new PmtkCommand(Integer.parseInt(packet), List.of(arguments.split(","))).sentence();
    }

    private void obey(byte[] frame) throws DeviceException {
        int message = (frame[2] & 0xff) << 8 | frame[3] & 0xff;
        byte[] payload = Arrays.copyOfRange(frame, 6, frame.length - 2);
        switch (message) {
            case 0x0a04 -> say(new UbxCommand(0x0a, 4, version()).frame());
            case 0x068a -> {
                say(new UbxCommand(5, 1, new byte[] {6, (byte) 0x8a}).frame());
                keep(ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).position(4));
            }
            case 0x068b -> {
                say(new UbxCommand(6, 0x8b, kept(payload)).frame());
                say(new UbxCommand(5, 1, new byte[] {6, (byte) 0x8b}).frame());
            }
            default -> say(new UbxCommand(5, 0, new byte[] {frame[2], frame[3]}).frame());
        }
    }

    private void keep(ByteBuffer items) {
        while (items.hasRemaining()) {
            int key = items.getInt();
            long value = 0;
            for (int i = 0; i < octets(key); i++) {
                value |= (items.get() & 0xffL) << 8 * i;
            }
            values.put(key, value);
            baud = key == BAUD_KEY ? (int) value : baud;
        }
    }

    private byte[] kept(byte[] question) {
        var answer = ByteBuffer.allocate(1_024).order(ByteOrder.LITTLE_ENDIAN).putInt(1);
        var keys = ByteBuffer.wrap(question).order(ByteOrder.LITTLE_ENDIAN).position(4);
        while (keys.hasRemaining()) {
            int key = keys.getInt();
            long value = values.getOrDefault(key, 0L);
            answer.putInt(key);
            for (int i = 0; i < octets(key); i++) {
                answer.put((byte) (value >>> 8 * i));
            }
        }
        return Arrays.copyOf(answer.array(), answer.position());
    }

    /** The size code in the key: 1 and 2 are an octet, 3 two, 4 four, 5 eight. */
    private static int octets(int key) {
        int code = key >>> 28 & 7;
        return code <= 2 ? 1 : 1 << code - 2;
    }

    private static byte[] version() {
        var payload = ByteBuffer.allocate(40 + 3 * 30);
        payload.put("EXT CORE".getBytes(StandardCharsets.US_ASCII));
        payload.position(30).put("00190000".getBytes(StandardCharsets.US_ASCII));
        payload.position(40).put("FWVER=TIM 2.20".getBytes(StandardCharsets.US_ASCII));
        payload.position(70).put("PROTVER=29.20".getBytes(StandardCharsets.US_ASCII));
        payload.position(100).put("MOD=ZED-F9T".getBytes(StandardCharsets.US_ASCII));
        return payload.array();
    }

    private static byte[] sentence(String body) {
        int checksum = body.chars().reduce(0, (sum, c) -> sum ^ c);
        return "$%s*%02X\r\n".formatted(body, checksum).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        line.close();
    }
}
