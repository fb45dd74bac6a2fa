package org.timeball.server.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.timeball.server.state.ConfigException.Position;
import org.timeball.server.state.ConfigException.Problem;
import org.tomlj.TomlPosition;

/** The text being read, and the mistakes found in it so far; lives as long as one reading. */
final class ConfigText {

    private final String name;
    private final List<String> lines;
    private final List<Problem> problems = new ArrayList<>();

    ConfigText(String name, String text) {
        this.name = name;
        this.lines = text.lines().toList();
    }

    /** A place as tomlj gives it; a mistake at the end of the text may stand one line after the last. */
    Position position(TomlPosition at) {
        String line = at.line() <= lines.size() ? lines.get(at.line() - 1) : "";
        return new Position(name, at.line(), at.column(), line);
    }

    Position wholeFile() {
        return Position.wholeFile(name);
    }

    /** A path as it is meant: relative ones count from the folder of this file. */
    Path resolve(String path) {
        return Path.of(name).resolveSibling(path).normalize();
    }

    void report(Position at, String problem, String advice) {
        problems.add(new Problem(at, problem, advice));
    }

    /** @throws ConfigException with all that was reported, if anything was */
    void refuseIfWrong() throws ConfigException {
        if (!problems.isEmpty()) {
            problems.sort(
                    Comparator.comparingInt((Problem problem) -> problem.at().line())
                            .thenComparingInt(problem -> problem.at().column()));
            throw new ConfigException(problems);
        }
    }
}
