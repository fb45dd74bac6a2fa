package org.timeball.firmware.appliance.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** House rules that a compiler does not know. */
class SourceFilesTest {

    /** The first type of a file, with what stands before it. */
    private static final Pattern FIRST_TYPE =
            Pattern.compile("(?s)^(.*?)\\n(?:public |final |sealed |abstract |non-sealed |@\\w+(?:\\([^)]*\\))?\\s)*"
                    + "(?:class|record|interface|enum|@interface|module|open module|package) ");

    @Test
    void everyFileOfTheProductSaysItsPurpose() throws IOException {
        var silent = new ArrayList<Path>();
        for (Path file : productFiles()) {
            var text = "\n" + Files.readString(file).replaceFirst("^package [\\w.]+;", "");
            boolean speaks = file.endsWith("package-info.java")
                    ? Files.readString(file).startsWith("/**")
                    : FIRST_TYPE
                            .matcher(text)
                            .results()
                            .anyMatch(match -> match.group(1).contains("/**"));
            if (!speaks) {
                silent.add(Checkout.HOME.relativize(file));
            }
        }
        assertEquals(List.of(), silent);
    }

    @Test
    void everyPackageSaysItsPurpose() throws IOException {
        for (Path file : productFiles()) {
            if (!file.endsWith("module-info.java")) {
                assertTrue(
                        Files.exists(file.resolveSibling("package-info.java")),
                        () -> file.getParent() + " has no package-info.java");
            }
        }
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        for (Path file : productFiles()) {
            assertTrue(
                    !Files.readString(file).matches("(?s).*\\b(TODO|FIXME|XXX)\\b.*"),
                    () -> file + " leaves something for later without an issue");
        }
    }

    private static List<Path> productFiles() throws IOException {
        var files = new ArrayList<Path>();
        for (String module : Checkout.modules()) {
            try (var tree = Files.walk(Checkout.HOME.resolve(module).resolve("src/main/java"))) {
                tree.filter(path -> path.toString().endsWith(".java")).forEach(files::add);
            }
        }
        assertTrue(files.size() > 50, "the product's files are found");
        return files;
    }
}
