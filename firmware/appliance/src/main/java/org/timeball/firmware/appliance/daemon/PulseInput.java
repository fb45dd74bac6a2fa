package org.timeball.firmware.appliance.daemon;

import java.util.Optional;
import java.util.OptionalDouble;
import org.timeball.refclock.discipline.SentencePulses;
import org.timeball.refclock.time.PulseKind;
import org.timeball.refclock.time.PulseSource;
import org.timeball.server.state.TimeballConfig;

/**
 * What marks the seconds: a line with edges, or a receiver's sentences.
 *
 * @param kind                 decides what may be said of the time
 * @param name                 for people
 * @param source               the line; empty where the sentences are all there is
 * @param sentenceDelaySeconds what the operator measured of the sentences; used where there is no line
 */
record PulseInput(PulseKind kind, String name, Optional<PulseSource> source, OptionalDouble sentenceDelaySeconds) {

    /** Refuses a line that is none, and none where there should be one. */
    PulseInput {
        if (kind.isPulse() != source.isPresent()) {
            throw new IllegalArgumentException(kind + (source.isPresent() ? " with" : " without") + " a line");
        }
    }

    /** A line of some kind; one that is not the kernel's own says so in its name. */
    static PulseInput of(PulseKind kind, PulseSource line) {
        String name = kind == PulseKind.KERNEL ? line.name() : line.name() + ", " + kind.words();
        return new PulseInput(kind, name, Optional.of(line), OptionalDouble.empty());
    }

    /** No line. */
    static PulseInput ofSentences(OptionalDouble delaySeconds) {
        return new PulseInput(PulseKind.SENTENCE, PulseKind.SENTENCE.words(), Optional.empty(), delaySeconds);
    }

    /** What makes pulses of the sentences, where nothing else does. */
    Optional<SentencePulses> sentencePulses() {
        return source.isPresent()
                ? Optional.empty()
                : Optional.of(
                        new SentencePulses(sentenceDelaySeconds.orElse(PulseKind.ASSUMED_SENTENCE_DELAY_SECONDS)));
    }

    /**
     * What no statistics show. The operator's word counts, but a delay of the sentences that nobody measured is not made
     * known by it.
     */
    double systematicSeconds(TimeballConfig.Clock settings) {
        double said = settings.systematicErrorSeconds().orElse(0);
        if (kind.isPulse()) {
            return settings.systematicErrorSeconds().isPresent()
                    ? Math.max(said, Double.MIN_VALUE)
                    : kind.systematicSeconds();
        }
        return Math.max(
                said,
                sentenceDelaySeconds.isPresent() ? PulseKind.MEASURED_SENTENCE_SECONDS : kind.systematicSeconds());
    }

    /** The bound at which nothing is vouched for any more. */
    double limitSeconds(TimeballConfig.Clock settings) {
        return settings.holdoverLimitSeconds().orElse(kind.limitSeconds());
    }

    void close() {
        source.ifPresent(PulseSource::close);
    }
}
