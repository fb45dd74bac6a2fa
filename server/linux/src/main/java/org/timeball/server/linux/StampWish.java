package org.timeball.server.linux;

/** Whose stamps of arrival and departure a socket asks for. */
public enum StampWish {
    /** The kernel's own, by the machine's clock. */
    KERNEL(SocketAbi.STAMPS),
    /** Those of network cards, too, by their clocks, from interfaces where they are {@linkplain CardStamping turned on}. */
    CARD(SocketAbi.STAMPS_BY_CARD);

    private final int stamps;

    StampWish(int stamps) {
        this.stamps = stamps;
    }

    /** The value of {@code SO_TIMESTAMPING}. */
    int stamps() {
        return stamps;
    }
}
