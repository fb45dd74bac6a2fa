package org.timeball.firmware.appliance.bench.server;

import java.util.Optional;

/** What came of one run of the load generator. */
sealed interface Outcome {

    /** It was answered. */
    record Answered(LoaderJson.Answer answer) implements Outcome {}

    /**
     * It was not.
     *
     * @param reason the load generator's own words, without its name
     * @param said   what it told all the same: answers that carry no time are counted there
     */
    record NotServed(String reason, Optional<LoaderJson.Answer> said) implements Outcome {

        /** One that was not even tried. */
        NotServed(String reason) {
            this(reason, Optional.empty());
        }
    }
}
