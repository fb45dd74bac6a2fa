package org.timeball.refclock.discipline;

/**
 * Fuzz target: what a clock remembers, as it stands in its file. Whatever is read is nothing or a memory that could have
 * been written, and written again it is the same, however often.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, and by {@link ClockMemoryFuzzTest}.
 */
public final class ClockMemoryFuzz {

    private ClockMemoryFuzz() {}

    /** @param input the file's content */
    public static void fuzzerTestOneInput(byte[] input) {
        var first = ClockMemory.decode(input);
        if (first.isEmpty()) {
            return;
        }
        // the text is coarser than what it may hold: that happens once
        var second = ClockMemory.decode(first.get().encode());
        must(second.isPresent(), "what was written is read");
        must(ClockMemory.decode(second.get().encode()).equals(second), "it does not change from restart to restart");
        must(second.get().utcSecond() == first.get().utcSecond(), "nor does its second");
    }

    private static void must(boolean isSo, String claim) {
        if (!isSo) {
            throw new AssertionError(claim);
        }
    }
}
