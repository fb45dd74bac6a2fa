package org.timeball.server.certificates.acme;

import java.net.URI;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;

/** What went wrong with an authority, in a sentence for people. */
final class AcmeWords {

    private static final int MOST = 400;

    private AcmeWords() {}

    /** Anybody's words as one line that is not long. */
    static String line(String words) {
        var line = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MOST ? line : line.substring(0, MOST) + "...";
    }

    /** The first cause that says something. */
    static String of(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(each -> each.getMessage() == null ? each.getClass().getSimpleName() : each.getMessage())
                .reduce((_, deeper) -> deeper)
                .map(AcmeWords::line)
                .orElse("no reason given");
    }

    /** With who said it. */
    static String of(URI directory, AcmeException failure) {
        String host = String.valueOf(directory.getHost());
        return switch (failure) {
            case AcmeNetworkException unreachable -> "%s cannot be reached: %s".formatted(host, of(unreachable));
            case AcmeUserActionRequiredException changed ->
                "%s wants you to do something: %s".formatted(host, of(changed.getProblem()));
            case AcmeServerException refused -> "%s refuses: %s".formatted(host, of(refused.getProblem()));
            default -> "%s: %s".formatted(host, of((Throwable) failure));
        };
    }

    /** With what it says of each name. */
    static String of(Problem problem) {
        var words = problem.getDetail().or(problem::getTitle).orElseGet(() -> String.valueOf(problem.getType()));
        var parts = problem.getSubProblems().stream().map(AcmeWords::of).collect(Collectors.joining("; "));
        return line(parts.isEmpty() ? words : words + " (" + parts + ")");
    }
}
