package org.timeball.web.appliance.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.timeball.server.control.CertificateRecord;

/**
 * One certificate as the page tells of it.
 *
 * @param name        what it is called in the configuration
 * @param headline    how long it lasts, in words
 * @param tone        of the headline: {@code good}, {@code waiting}, {@code bad} or {@code neutral}
 * @param alarm       what somebody has to see to; empty if nothing
 * @param rows        what is known of it
 * @param bar         of its life; nothing before there is one
 * @param isBrought   whether a person renews it
 */
public record CertificateCard(
        String name,
        String headline,
        String tone,
        String alarm,
        List<Row> rows,
        Optional<LifeBar> bar,
        boolean isBrought) {

    /**
     * One fact.
     *
     * @param term     what it is
     * @param text     what it says
     * @param isCode   whether it is to be compared letter by letter
     */
    public record Row(String term, String text, boolean isCode) {
        Row(String term, String text) {
            this(term, text, false);
        }
    }

    /** Copies the list. */
    public CertificateCard {
        rows = List.copyOf(rows);
    }

    static CertificateCard of(CertificateRecord one, long nowUtcSecond) {
        return new CertificateCard(
                one.name(),
                headline(one),
                tone(one),
                one.alarm(),
                rows(one),
                one.exists() ? Optional.of(LifeBar.of(one, nowUtcSecond)) : Optional.empty(),
                one.origin().equals("import"));
    }

    private static String headline(CertificateRecord one) {
        if (!one.exists()) {
            return "There is none yet";
        }
        if (Double.isNaN(one.daysLeft())) {
            return "Until " + moment(one.untilUtcSecond());
        }
        if (one.daysLeft() < 0) {
            return "Expired";
        }
        return String.format(Locale.ROOT, one.daysLeft() < 10 ? "%.1f days left" : "%.0f days left", one.daysLeft());
    }

    private static String tone(CertificateRecord one) {
        if (one.exists() && one.daysLeft() < 0) {
            return "bad";
        }
        if (!one.alarm().isEmpty() || one.failures() > 0) {
            return "waiting";
        }
        return one.exists() && !Double.isNaN(one.daysLeft()) ? "good" : "neutral";
    }

    private static List<Row> rows(CertificateRecord one) {
        var facts = new ArrayList<Row>();
        if (one.exists()) {
            facts.add(new Row("Names", String.join(", ", one.hostNames())));
            facts.add(new Row("Issuer", one.issuer()));
            facts.add(new Row("Life", moment(one.fromUtcSecond()) + " to " + moment(one.untilUtcSecond())));
        }
        facts.add(new Row("Comes from", origin(one.origin())));
        facts.add(new Row("Shown by", one.usedBy().isEmpty() ? "nobody" : String.join(", ", one.usedBy())));
        facts.add(new Row("Next renewal", next(one)));
        if (one.windowFromUtcSecond() != 0) {
            facts.add(new Row(
                    "Authority's window",
                    moment(one.windowFromUtcSecond()) + " to " + moment(one.windowUntilUtcSecond())));
        }
        if (one.lastUtcSecond() != 0) {
            facts.add(new Row("Last attempt", last(one)));
        }
        if (one.exists()) {
            facts.add(new Row("SHA-256", one.fingerprint(), true));
        }
        return facts;
    }

    private static String origin(String word) {
        return switch (word) {
            case "own-ca" -> "the box's own authority";
            case "acme" -> "a public authority, by ACME";
            default -> "a file that was brought";
        };
    }

    private static String next(CertificateRecord one) {
        if (one.origin().equals("import")) {
            return "by you: bring the next one before this one ends";
        }
        if (one.nextUtcSecond() == 0) {
            return "once the time is known: without it no date is judged";
        }
        return moment(one.nextUtcSecond()) + ", " + why(one);
    }

    private static String why(CertificateRecord one) {
        if (one.failures() > 0) {
            return "for the last attempt failed";
        }
        return one.windowFromUtcSecond() == 0
                ? "when a third of its life is left"
                : "drawn by lot within the authority's window";
    }

    private static String last(CertificateRecord one) {
        return moment(one.lastUtcSecond()) + ": " + one.words()
                + (one.failures() == 0 ? "" : " (failures in a row: " + one.failures() + ")");
    }

    private static String moment(long utcSecond) {
        return Wording.moment(Instant.ofEpochSecond(utcSecond)) + "\u00a0UTC";
    }
}
