package org.timeball.firmware.sync.manual;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.timeball.refclock.time.Build;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command's manual page in the macros of man(7).
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/man.7.html">man(7)</a>
 */
final class ManualPage {

    private ManualPage() {}

    /** The page's name, such as {@code timeball-nts-check}. */
    static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    static String text(CommandLine command) {
        var spec = command.getCommandSpec();
        var page = new StringBuilder();
        page.append(".TH ").append(name(spec).toUpperCase(Locale.ROOT)).append(" 1 ");
        page.append(LocalDate.ofInstant(Build.DATE, ZoneOffset.UTC)).append(" \"");
        page.append(Build.PROGRAM).append("\" \"User Commands\"\n");
        page.append(".SH NAME\n").append(escaped(name(spec))).append(" \\- ").append(escaped(firstSentence(spec)));
        page.append("\n.SH SYNOPSIS\n").append(escaped(synopsis(command)));
        page.append("\n.SH DESCRIPTION\n").append(escaped(description(spec))).append('\n');
        appendWords(page, spec);
        appendCommands(page, command);
        appendExitCodes(page, spec);
        return page.toString();
    }

    private static void appendWords(StringBuilder page, CommandSpec spec) {
        page.append(".SH OPTIONS\n");
        for (var parameter : spec.positionalParameters()) {
            append(page, label(parameter), parameter.description());
        }
        for (var option : spec.options()) {
            append(page, label(option), option.description());
        }
    }

    private static void appendCommands(StringBuilder page, CommandLine command) {
        if (!command.getSubcommands().isEmpty()) {
            page.append(".SH COMMANDS\n");
            command.getSubcommands().forEach((name, below) -> append(page, name, description(below.getCommandSpec())));
        }
    }

    private static void appendExitCodes(StringBuilder page, CommandSpec spec) {
        if (!spec.usageMessage().exitCodeList().isEmpty()) {
            page.append(".SH EXIT STATUS\n");
            spec.usageMessage().exitCodeList().forEach((code, meaning) -> append(page, code, meaning));
        }
    }

    private static void append(StringBuilder page, String label, String... lines) {
        page.append(".TP\n.B ").append(escaped(label)).append('\n');
        page.append(escaped(String.join(" ", lines))).append('\n');
    }

    private static String label(PositionalParamSpec parameter) {
        return parameter.paramLabel();
    }

    private static String label(OptionSpec option) {
        var names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + "=" + option.paramLabel();
    }

    private static String synopsis(CommandLine command) {
        return new CommandLine.Help(command.getCommandSpec(), CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .synopsis(0)
                .lines()
                .map(String::strip)
                .collect(Collectors.joining(" "));
    }

    private static String description(CommandSpec spec) {
        return Stream.concat(
                        Stream.of(spec.usageMessage().description()),
                        Stream.of(spec.usageMessage().footer()).filter(line -> !line.isBlank()))
                .collect(Collectors.joining(" "))
                .replaceAll("%n", " ");
    }

    private static String firstSentence(CommandSpec spec) {
        return description(spec).replaceFirst("[,.:;] .*|\\.$", "");
    }

    /** A dash is one that can be copied; a line that begins with a dot or a quote is none of roff's. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^([.'])", "\\\\&$1");
    }
}
