package org.timeball.firmware.sync.source;

/**
 * What is known of asking a source, for people.
 *
 * @param address    where the last request went; empty before the first
 * @param protection by what its time is proven; empty when by nothing
 * @param pollLog2   how often it is asked now, log₂ seconds
 * @param asked      polls since start
 * @param answered   of them, those that brought the time
 * @param trouble    why the last one did not; empty when it did
 */
public record SourceFacts(String address, String protection, int pollLog2, long asked, long answered, String trouble) {

    /** Nobody was asked yet. */
    public static SourceFacts starting(int pollLog2) {
        return new SourceFacts("", "", pollLog2, 0, 0, "");
    }

    /** It brought the time. */
    public SourceFacts answered(String by, String proof, int nextPollLog2) {
        return new SourceFacts(by, proof, nextPollLog2, asked + 1, answered + 1, "");
    }

    SourceFacts failed(String by, String why, int nextPollLog2) {
        return new SourceFacts(by, protection, nextPollLog2, asked + 1, answered, why);
    }

    /** It could not even be asked. */
    SourceFacts waiting(String why) {
        return new SourceFacts(address, protection, pollLog2, asked, answered, why);
    }
}
