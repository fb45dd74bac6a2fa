package org.timeball.refclock.discipline.leap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.Leap;

class LeapMajorityTest {

    private static final LeapSecond NEW_YEAR = leap("2027-01-01", 1);
    private static final LeapSecond LEFT_OUT = leap("2027-01-01", -1);
    private static final LeapSecond MARCH = leap("2027-04-01", 1);

    private static final LeapVote FILE = new LeapVote.Announced(LeapSource.FILE, NEW_YEAR);
    private static final LeapVote RECEIVER = new LeapVote.Announced(LeapSource.RECEIVER, NEW_YEAR);
    private static final LeapVote OTHERS = new LeapVote.Announced(LeapSource.OTHER_SATELLITES, NEW_YEAR);
    private static final LeapVote PEERS = new LeapVote.Announced(LeapSource.PEERS, NEW_YEAR);
    private static final LeapVote NOT_FILE = new LeapVote.Denied(LeapSource.FILE);
    private static final LeapVote NOT_RECEIVER = new LeapVote.Denied(LeapSource.RECEIVER);
    private static final LeapVote SILENT = new LeapVote.Abstained(LeapSource.FILE);

    /** What comes of votes so many days before the new year. */
    record Election(String name, int daysBefore, List<LeapVote> votes, Optional<LeapSecond> agreed, String objection) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Election> ELECTIONS = List.of(
            new Election("nobody says anything", 1, List.of(SILENT), Optional.empty(), ""),
            new Election("none, say all", 1, List.of(NOT_FILE, NOT_RECEIVER), Optional.empty(), ""),
            new Election("the good file alone", 1, List.of(FILE), Optional.of(NEW_YEAR), ""),
            new Election("file and receiver", 1, List.of(FILE, RECEIVER), Optional.of(NEW_YEAR), ""),
            new Election(
                    "receiver and peers, the file expired",
                    1,
                    List.of(SILENT, RECEIVER, PEERS),
                    Optional.of(NEW_YEAR),
                    ""),
            new Election(
                    "receiver and other satellites", 1, List.of(SILENT, RECEIVER, OTHERS), Optional.of(NEW_YEAR), ""),
            new Election(
                    "G10: the receiver alone",
                    1,
                    List.of(SILENT, RECEIVER),
                    Optional.empty(),
                    "only the receiver announced"),
            new Election("peers alone", 1, List.of(PEERS), Optional.empty(), "only the NTP peers announced"),
            new Election(
                    "receiver against the file",
                    1,
                    List.of(NOT_FILE, RECEIVER),
                    Optional.empty(),
                    "contradicted by the file"),
            new Election(
                    "file against the receiver, near",
                    6,
                    List.of(FILE, NOT_RECEIVER),
                    Optional.empty(),
                    "contradicted by the receiver"),
            new Election(
                    "file before the receiver hears of it",
                    100,
                    List.of(FILE, NOT_RECEIVER),
                    Optional.of(NEW_YEAR),
                    ""),
            new Election(
                    "two against one",
                    1,
                    List.of(FILE, NOT_RECEIVER, PEERS),
                    Optional.of(NEW_YEAR),
                    "contradicted by the receiver"),
            new Election(
                    "two against the file",
                    1,
                    List.of(NOT_FILE, RECEIVER, PEERS),
                    Optional.of(NEW_YEAR),
                    "contradicted by the file"),
            new Election(
                    "one more, one less",
                    1,
                    List.of(FILE, new LeapVote.Announced(LeapSource.RECEIVER, LEFT_OUT)),
                    Optional.empty(),
                    "contradicted by the receiver"),
            new Election(
                    "C10: in the wrong month",
                    1,
                    List.of(
                            new LeapVote.Announced(LeapSource.RECEIVER, MARCH),
                            new LeapVote.Announced(LeapSource.PEERS, MARCH)),
                    Optional.empty(),
                    ""),
            new Election("past", -1, List.of(FILE, RECEIVER, PEERS), Optional.empty(), ""));

    @ParameterizedTest
    @FieldSource("ELECTIONS")
    void believesWhatTwoConfirm(Election row) {
        long now = NEW_YEAR.eventUtcSecond() - row.daysBefore * 86_400L;
        var decision = LeapMajority.decide(row.votes, now);
        assertEquals(row.agreed, decision.agreed());
        assertEquals(row.objection.isEmpty(), decision.objection().isEmpty(), decision.objection());
        assertEquals(true, decision.objection().contains(row.objection), decision.objection());
    }

    /** C10: what becomes of the leap indicators of NTP servers. */
    record Peers(String name, String now, int inserting, int deleting, int silent, Optional<LeapSecond> announced) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Peers> PEERS_ROWS = List.of(
            new Peers("all", "2026-12-31T00:00:01Z", 4, 0, 0, Optional.of(NEW_YEAR)),
            new Peers("three of four", "2026-12-10T00:00:01Z", 3, 0, 1, Optional.of(NEW_YEAR)),
            new Peers("one of four", "2026-12-31T00:00:01Z", 1, 0, 3, Optional.empty()),
            new Peers("half", "2026-12-31T00:00:01Z", 2, 0, 2, Optional.empty()),
            new Peers("the only one", "2026-12-31T00:00:01Z", 1, 0, 0, Optional.empty()),
            new Peers("left out", "2026-12-31T23:59:58Z", 0, 3, 1, Optional.of(LEFT_OUT)),
            new Peers("in March", "2027-03-31T12:00:00Z", 4, 0, 0, Optional.of(MARCH)),
            new Peers("none asked", "2026-12-31T12:00:00Z", 0, 0, 0, Optional.empty()));

    @ParameterizedTest
    @FieldSource("PEERS_ROWS")
    void peersVoteByTheirMajority(Peers row) {
        var indicators = new java.util.ArrayList<Leap>();
        indicators.addAll(Collections.nCopies(row.inserting, Leap.INSERT));
        indicators.addAll(Collections.nCopies(row.deleting, Leap.DELETE));
        indicators.addAll(Collections.nCopies(row.silent, Leap.NONE));
        var vote = LeapVote.ofPeers(indicators, Instant.parse(row.now).getEpochSecond());
        assertEquals(
                row.announced
                        .<LeapVote>map(leap -> new LeapVote.Announced(LeapSource.PEERS, leap))
                        .orElse(new LeapVote.Abstained(LeapSource.PEERS)),
                vote);
    }

    private static LeapSecond leap(String day, int change) {
        return new LeapSecond(Instant.parse(day + "T00:00:00Z").getEpochSecond(), change);
    }
}
