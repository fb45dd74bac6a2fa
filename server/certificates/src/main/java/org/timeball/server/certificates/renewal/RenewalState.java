package org.timeball.server.certificates.renewal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What has to be remembered of the renewal of one certificate, so that a box that is started again and again does not ask
 * its authority as often.
 *
 * @param window   the authority's, if it has one for this certificate
 * @param askAgain when the authority is asked for its window next; the epoch if it never was
 * @param lot      0 to 1, drawn once for each certificate
 * @param attempts since the certificate was had
 * @param had      when it was had, if by us
 * @param words    what came of the last attempt, one line; empty if there was none
 */
public record RenewalState(
        Optional<Window> window, Instant askAgain, double lot, Attempts attempts, Optional<Instant> had, String words) {

    private static final int FORM = 1;

    /** @throws IllegalArgumentException if the lot is none */
    public RenewalState {
        if (!(lot >= 0 && lot <= 1)) {
            throw new IllegalArgumentException("a lot of " + lot);
        }
        words = words.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** Of a certificate that is there from somewhere, or not at all. */
    public static RenewalState begun(double lot) {
        return new RenewalState(Optional.empty(), Instant.EPOCH, lot, Attempts.NONE, Optional.empty(), "");
    }

    /** After an order that went well. */
    public static RenewalState had(Instant now, double lot, String words) {
        return new RenewalState(Optional.empty(), Instant.EPOCH, lot, Attempts.NONE, Optional.of(now), words);
    }

    /** After one that did not. */
    public RenewalState failed(Instant now, Optional<Instant> retryAfter, String why) {
        return new RenewalState(window, askAgain, lot, attempts.failed(now, retryAfter), had, why);
    }

    /** After the authority was asked for its window. */
    public RenewalState told(Optional<Window> wanted, Instant next) {
        return new RenewalState(wanted, next, lot, attempts, had, words);
    }

    /** As lines of {@code key value}. */
    public String text() {
        var text = new StringBuilder("form " + FORM + "\n");
        window.ifPresent(wanted -> text.append("window ")
                .append(wanted.start())
                .append('/')
                .append(wanted.end())
                .append('\n'));
        text.append("ask-again ").append(askAgain).append('\n');
        text.append(String.format(Locale.ROOT, "lot %s%n", lot).replace("\r", ""));
        text.append("failures ").append(attempts.failures()).append('\n');
        attempts.last().ifPresent(last -> text.append("last ").append(last).append('\n'));
        attempts.notBefore()
                .ifPresent(wait -> text.append("not-before ").append(wait).append('\n'));
        had.ifPresent(when -> text.append("had ").append(when).append('\n'));
        return text.append("words ").append(words).append('\n').toString();
    }

    /** Reads {@link #text}; nothing if it is of another form. */
    public static Optional<RenewalState> parse(String text) {
        var values = new HashMap<String, String>();
        text.lines().forEach(line -> {
            int space = line.indexOf(' ');
            if (space > 0) {
                values.put(line.substring(0, space), line.substring(space + 1));
            }
        });
        try {
            return Integer.toString(FORM).equals(values.get("form"))
                    ? Optional.of(new RenewalState(
                            window(values),
                            instant(values, "ask-again").orElse(Instant.EPOCH),
                            Double.parseDouble(values.getOrDefault("lot", "")),
                            new Attempts(
                                    Integer.parseInt(values.getOrDefault("failures", "")),
                                    instant(values, "last"),
                                    instant(values, "not-before")),
                            instant(values, "had"),
                            values.getOrDefault("words", "")))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException noSense) {
            return Optional.empty();
        }
    }

    private static Optional<Window> window(Map<String, String> values) {
        var both = values.getOrDefault("window", "");
        int slash = both.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.of(
                        new Window(Instant.parse(both.substring(0, slash)), Instant.parse(both.substring(slash + 1))));
    }

    private static Optional<Instant> instant(Map<String, String> values, String key) {
        return Optional.ofNullable(values.get(key)).map(Instant::parse);
    }
}
