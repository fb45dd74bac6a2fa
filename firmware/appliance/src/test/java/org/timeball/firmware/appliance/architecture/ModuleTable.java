package org.timeball.firmware.appliance.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The table of modules in {@code docs/architecture.md}: what each may use, whether it is pure, which libraries end in it. */
final class ModuleTable {

    /** A line such as {@code | `server/ntp` | what lives there | protocol, control | slf4j | core |}. */
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z-]+/[a-z-]+)` \\| ([^|]*) \\| ([^|]*) \\| ([^|]*) \\| ([^|]*) \\|");

    private ModuleTable() {}

    /**
     * One module's line.
     *
     * @param mayUse    modules, as {@code folder/module}
     * @param libraries Maven groups whose artifacts it may name
     * @param isPure    whether it knows no socket, file, thread or wall clock
     */
    record Row(List<String> mayUse, List<String> libraries, boolean isPure) {}

    static Map<String, Row> read() throws IOException {
        var rows = new LinkedHashMap<String, Row>();
        for (String line : Files.readAllLines(Checkout.HOME.resolve("docs/architecture.md"))) {
            var matcher = ROW.matcher(line);
            if (matcher.matches()) {
                rows.put(
                        matcher.group(1),
                        new Row(
                                items(matcher.group(3)),
                                items(matcher.group(4)),
                                matcher.group(5).strip().equals("pure")));
            }
        }
        return rows;
    }

    private static List<String> items(String cell) {
        return Arrays.stream(cell.replace("`", "").split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty() && !item.equals("–"))
                .toList();
    }
}
