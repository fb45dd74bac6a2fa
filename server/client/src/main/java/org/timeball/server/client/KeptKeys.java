package org.timeball.server.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.Opaque;
import org.timeball.server.protocol.SessionKeys;

/**
 * What is kept over a restart, so that a client that starts need not exchange keys: a text of one thing a line.
 *
 * <p>There is one text for one value, and each begins and ends with a line that says so; whatever is not exactly such a
 * text is malformed.
 *
 * @param keyExchange    with whom the keys were exchanged, as host and port
 * @param confirmedNanos the last time that the server proved, nanoseconds since the Unix epoch: a floor for the next start
 * @param keys           with cookies that were never used; without an alternative
 */
public record KeptKeys(String keyExchange, long confirmedNanos, AgreedKeys keys) {

    private static final String FIRST = "timeball client keys 1";
    private static final String LAST = "end";
    private static final int FIXED_LINES = 9;
    private static final int MAX_HOST_OCTETS = 255;
    private static final HexFormat HEX = HexFormat.of();

    /** Longer files are not read: eight cookies of the longest fit. */
    public static final int MAX_OCTETS = 16_384;

    /** Refuses a name that is not one word. */
    public KeptKeys {
        if (!isWord(keyExchange)) {
            throw new IllegalArgumentException("not host and port: \"" + keyExchange + '"');
        }
    }

    /** The text. */
    public byte[] encode() {
        var lines = new ArrayList<String>();
        lines.add(FIRST);
        lines.add("key-exchange " + keyExchange);
        lines.add("confirmed " + confirmedNanos);
        lines.add("server " + keys.server().host() + ' ' + keys.server().port());
        lines.add("valid " + keys.window().fromNanos() + ' ' + keys.window().untilNanos());
        lines.add("aead " + keys.keys().algorithm().id());
        lines.add("c2s " + HEX.formatHex(keys.keys().clientToServer()));
        lines.add("s2c " + HEX.formatHex(keys.keys().serverToClient()));
        keys.cookies().forEach(cookie -> lines.add("cookie " + HEX.formatHex(cookie.octets())));
        lines.add(LAST);
        return (String.join("\n", lines) + '\n').getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a text. */
    public static Decoded<KeptKeys> decode(byte[] text) {
        if (text.length > MAX_OCTETS) {
            return malformed("file", "too long");
        }
        var reader = new Reader(List.of(new String(text, StandardCharsets.ISO_8859_1).split("\n", -1)));
        Optional<KeptKeys> read;
        try {
            read = reader.read();
        } catch (IllegalArgumentException notSuchValue) {
            return malformed("value", "not one that is written here");
        }
        // Numbers and digits have other spellings; what is read back differently was not written here.
        return read.filter(kept -> java.util.Arrays.equals(kept.encode(), text))
                .<Decoded<KeptKeys>>map(Decoded.Ok::new)
                .orElseGet(() -> malformed("line", "not as it is written here"));
    }

    private static Decoded<KeptKeys> malformed(String field, String reason) {
        return new Decoded.Malformed<>(field, 0, reason);
    }

    private static boolean isWord(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_HOST_OCTETS
                && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    /** The lines and how to take them apart; values that cannot be throw {@link IllegalArgumentException}. */
    private record Reader(List<String> lines) {

        Optional<KeptKeys> read() {
            int cookies = lines.size() - 1 - FIXED_LINES;
            if (cookies < 0 || cookies > AgreedKeys.MAX_COOKIES) {
                return Optional.empty();
            }
            var server = words("server", 3);
            var valid = words("valid", 4);
            var algorithm = AeadAlgorithm.ofId(Integer.parseInt(words("aead", 5).getFirst()));
            if (server.size() != 2 || valid.size() != 2 || algorithm.isEmpty()) {
                return Optional.empty();
            }
            var agreed = new AgreedKeys(
                    new NtpServer(server.getFirst(), Integer.parseInt(server.getLast())),
                    new SessionKeys(algorithm.get(), octets("c2s", 6), octets("s2c", 7)),
                    Optional.empty(),
                    new CertificateWindow(Long.parseLong(valid.getFirst()), Long.parseLong(valid.getLast())),
                    cookies(cookies));
            long confirmed = Long.parseLong(words("confirmed", 2).getFirst());
            return Optional.of(new KeptKeys(words("key-exchange", 1).getFirst(), confirmed, agreed));
        }

        private List<Opaque> cookies(int count) {
            var cookies = new ArrayList<Opaque>();
            for (int i = 0; i < count; i++) {
                cookies.add(new Opaque(octets("cookie", FIXED_LINES - 1 + i)));
            }
            return cookies;
        }

        private byte[] octets(String name, int line) {
            return HEX.parseHex(words(name, line).getFirst());
        }

        /** The words behind the name with which a line begins. */
        private List<String> words(String name, int line) {
            var words = List.of(lines.get(line).split(" ", -1));
            if (words.size() < 2 || !words.getFirst().equals(name)) {
                throw new IllegalArgumentException("line " + line + " is not " + name);
            }
            return words.subList(1, words.size());
        }
    }
}
