package org.timeball.server.state.edit;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** How one text differs from another, as {@code diff -u} tells it, without the two lines that name files. */
public final class TextDifference {

    private static final int LINES_AROUND = 3;
    private static final int LINES_THAT_NAME_FILES = 2;

    private TextDifference() {}

    /**
     * The lines of the difference: {@code @@ -1,3 +1,4 @@} where a piece begins, then each line of it after a space, a
     * {@code -} or a {@code +}.
     *
     * @return empty where the texts have the same lines
     */
    public static List<String> of(String before, String after) {
        var old = before.lines().toList();
        var patch = DiffUtils.diff(old, after.lines().toList());
        if (patch.getDeltas().isEmpty()) {
            return List.of();
        }
        var told = UnifiedDiffUtils.generateUnifiedDiff("before", "after", old, patch, LINES_AROUND);
        return List.copyOf(told.subList(LINES_THAT_NAME_FILES, told.size()));
    }
}
