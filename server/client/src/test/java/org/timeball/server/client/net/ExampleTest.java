package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in the Javadoc of package {@code net}: ten lines that compile as they stand. */
class ExampleTest {

    private static final Path DOCUMENT = Path.of("src/main/java/org/timeball/server/client/net/package-info.java");

    private static final String BEGIN = "{@snippet :";

    @Test
    void compilesAndHasTenLines(@TempDir Path classes) throws Exception {
        var lines = example();
        assertTrue(lines.size() <= 10, lines::toString);

        var source = """
                import java.nio.file.Path;
                import org.timeball.server.client.net.*;
                class Example {
                    static void main() throws Exception {
                %s
                    }
                }
                """.formatted(String.join("\n", lines));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var complaints = new java.io.StringWriter();
        var options = List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(
                        complaints,
                        compiler.getStandardFileManager(null, null, null),
                        null,
                        options,
                        null,
                        List.of(text(source)))
                .call();

        assertTrue(compiled, complaints::toString);
        assertEquals(
                List.of(classes.resolve("Example.class")), Files.list(classes).toList());
    }

    private static List<String> example() throws java.io.IOException {
        var document = Files.readString(DOCUMENT);
        int from = document.indexOf(BEGIN) + BEGIN.length();
        return document.substring(from, document.lastIndexOf("\n * }"))
                .lines()
                .map(line -> line.replaceFirst("^ \\* ?", ""))
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static JavaFileObject text(String source) {
        return new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }
}
