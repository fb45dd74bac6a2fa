package org.timeball.server.state.edit;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.List;

/** How one text differs from another, as {@code diff -u} tells it, without the two lines that name files. */
public final class TextDifference {

    private static final int LINES_AROUND = 3;
    private static final int LINES_THAT_NAME_FILES = 2;

    /** The shortest difference of texts takes time by the square of what differs: more than this is one piece. */
    private static final int MOST_LINES_COMPARED = 4_000;

    private TextDifference() {}

    /**
     * The lines of the difference: {@code @@ -1,3 +1,4 @@} where a piece begins, then each line of it after a space, a
     * {@code -} or a {@code +}.
     *
     * @return empty where the texts have the same lines
     */
    public static List<String> of(String before, String after) {
        var old = before.lines().toList();
        var patch = patch(old, after.lines().toList());
        if (patch.getDeltas().isEmpty()) {
            return List.of();
        }
        var told = UnifiedDiffUtils.generateUnifiedDiff("before", "after", old, patch, LINES_AROUND);
        return List.copyOf(told.subList(LINES_THAT_NAME_FILES, told.size()));
    }

    private static Patch<String> patch(List<String> old, List<String> fresh) {
        int shorter = Math.min(old.size(), fresh.size());
        int same = 0;
        while (same < shorter && old.get(same).equals(fresh.get(same))) {
            same++;
        }
        int sameAtEnd = 0;
        while (sameAtEnd < shorter - same
                && old.get(old.size() - 1 - sameAtEnd).equals(fresh.get(fresh.size() - 1 - sameAtEnd))) {
            sameAtEnd++;
        }
        var gone = old.subList(same, old.size() - sameAtEnd);
        var come = fresh.subList(same, fresh.size() - sameAtEnd);
        if (gone.size() + come.size() <= MOST_LINES_COMPARED) {
            return DiffUtils.diff(old, fresh);
        }
        var patch = new Patch<String>();
        patch.addDelta(new ChangeDelta<>(new Chunk<>(same, gone), new Chunk<>(same, come)));
        return patch;
    }
}
