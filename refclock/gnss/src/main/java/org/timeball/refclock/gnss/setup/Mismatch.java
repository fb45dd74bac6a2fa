package org.timeball.refclock.gnss.setup;

/**
 * One item that a receiver holds otherwise than it was told.
 *
 * @param item   the setting and what in it
 * @param wanted as it was written
 * @param found  as it was read back; {@code absent} when the answer did not hold it
 */
public record Mismatch(String item, String wanted, String found) {

    /** The difference as it is written for people. */
    public String words() {
        return "%s is %s, not %s".formatted(item, found, wanted);
    }
}
