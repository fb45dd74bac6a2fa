package org.timeball.firmware.appliance.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** The tests that the source tree holds, by the compiler's own parser: what is commented out is not there. */
final class TestMethods {

    private static final Set<String> TESTS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate");

    /** Classes by their name without the package; two may have the same. */
    private final Map<String, List<TestClass>> classes = new HashMap<>();

    /** What a method is, and whether it runs. */
    private enum Kind {
        TEST,
        DISABLED,
        NO_TEST
    }

    private record TestClass(Map<String, Kind> methods) {}

    private TestMethods() {}

    /** Those of all modules. */
    static TestMethods ofCheckout() throws IOException {
        var files = new ArrayList<Path>();
        for (String module : Checkout.modules()) {
            Path tests = Checkout.HOME.resolve(module).resolve("src/test/java");
            if (Files.isDirectory(tests)) {
                try (Stream<Path> tree = Files.walk(tests)) {
                    tree.filter(path -> path.toString().endsWith(".java")).forEach(files::add);
                }
            }
        }
        try (var manager = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            return of(manager.getJavaFileObjectsFromPaths(files));
        }
    }

    /** Those of some sources. */
    static TestMethods of(Iterable<? extends JavaFileObject> sources) throws IOException {
        var found = new TestMethods();
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, null, null, null, sources);
        for (var unit : task.parse()) {
            unit.accept(found.new Finder(), false);
        }
        return found;
    }

    /** Why this is no test that runs; empty where it is one. */
    Optional<String> problem(String className, String method) {
        var candidates = classes.getOrDefault(className, List.of());
        if (candidates.isEmpty()) {
            return Optional.of("there is no class " + className + " among the tests");
        }
        if (candidates.size() > 1) {
            return Optional.of("there are several classes " + className);
        }
        Kind kind = candidates.getFirst().methods.get(method);
        String name = className + '.' + method;
        if (kind == null) {
            return Optional.of("there is no " + name);
        }
        return switch (kind) {
            case TEST -> Optional.empty();
            case DISABLED -> Optional.of(name + " is disabled");
            case NO_TEST -> Optional.of(name + " is no test");
        };
    }

    /** Walks one file; the argument says whether a class around is disabled. */
    private final class Finder extends TreeScanner<Void, Boolean> {

        @Override
        public Void visitClass(ClassTree tree, Boolean isDisabled) {
            boolean isOff = isDisabled || isSwitched(tree.getModifiers());
            var methods = new HashMap<String, Kind>();
            for (var member : tree.getMembers()) {
                if (member instanceof MethodTree method) {
                    // Of overloads the one that is a test is meant.
                    methods.merge(
                            method.getName().toString(),
                            kindOf(method, isOff),
                            (one, other) -> one == Kind.NO_TEST ? other : one);
                }
            }
            if (methods.values().stream().anyMatch(kind -> kind != Kind.NO_TEST)) {
                classes.computeIfAbsent(tree.getSimpleName().toString(), _ -> new ArrayList<>())
                        .add(new TestClass(methods));
            }
            return super.visitClass(tree, isOff);
        }
    }

    private static Kind kindOf(MethodTree method, boolean isClassOff) {
        boolean isTest = annotations(method.getModifiers()).anyMatch(TESTS::contains);
        if (!isTest) {
            return Kind.NO_TEST;
        }
        return isClassOff || isSwitched(method.getModifiers()) ? Kind.DISABLED : Kind.TEST;
    }

    /** JUnit's {@code Disabled…} and {@code Enabled…}: what runs here and not there proves nothing there. */
    private static boolean isSwitched(ModifiersTree modifiers) {
        return annotations(modifiers).anyMatch(name -> name.startsWith("Disabled") || name.startsWith("Enabled"));
    }

    private static Stream<String> annotations(ModifiersTree modifiers) {
        return modifiers.getAnnotations().stream()
                .map(AnnotationTree::getAnnotationType)
                .map(Object::toString)
                .map(name -> name.substring(name.lastIndexOf('.') + 1));
    }
}
