package org.timeball.server.state;

/** Whether a source's name stands for one server, or for several that are found by it. */
public sealed interface SourceMembers {

    /** How many servers a pool is asked for unless {@code count} says otherwise: enough to outvote one that lies. */
    int USUAL_COUNT = 4;

    /** How many servers are asked at most. */
    int most();

    /** {@code host}: it is a server. */
    record Itself() implements SourceMembers {
        @Override
        public int most() {
            return 1;
        }
    }

    /**
     * {@code pool}: a server that exchanges keys for others, and says with each answer for which.
     *
     * @param most {@code count}: 1 to 16, default {@value SourceMembers#USUAL_COUNT}
     */
    record OfBalancer(int most) implements SourceMembers {
        /** Refuses what is out of range. */
        public OfBalancer {
            SourceSection.SOURCES.require("count", most);
        }
    }

    /**
     * {@code srv}: a domain whose records {@code _ntske._tcp} name them, signed by DNSSEC.
     *
     * @param most  {@code count}: 1 to 16, default {@value SourceMembers#USUAL_COUNT}
     * @param trust who checks the signatures
     */
    record OfDomain(int most, NameTrust trust) implements SourceMembers {
        /** Refuses what is out of range. */
        public OfDomain {
            SourceSection.SOURCES.require("count", most);
        }
    }
}
