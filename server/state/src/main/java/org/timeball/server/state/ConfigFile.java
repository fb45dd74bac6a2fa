package org.timeball.server.state;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.timeball.server.state.ConfigException.Position;
import org.timeball.server.state.ConfigException.Problem;
import org.tomlj.Toml;

/**
 * A TOML file on its way to a record: what cannot be read, is not TOML, or is not known here is told with its place.
 *
 * @see <a href="https://toml.io/en/v1.0.0">TOML 1.0</a>
 */
public final class ConfigFile {

    private ConfigFile() {}

    /**
     * Reads a file.
     *
     * @param reader turns the file's top into a record, and reports what is wrong with it as it goes
     * @param <T>    the record
     * @throws ConfigException if the file cannot be read, is not TOML, has a key the reader did not ask for, or the
     *     reader reported something
     */
    public static <T> T read(Path file, Function<ConfigTable, T> reader) throws ConfigException {
        return read(file, (_, top) -> reader.apply(top));
    }

    /**
     * Reads a text.
     *
     * @param name   what to call the text in messages; relative paths in it count from this name's folder
     * @param reader as for a file
     * @param <T>    the record
     * @throws ConfigException as for a file
     */
    public static <T> T parse(String name, String text, Function<ConfigTable, T> reader) throws ConfigException {
        return parse(name, text, (_, top) -> reader.apply(top));
    }

    /**
     * A file's text, as it stands.
     *
     * @throws ConfigException if it cannot be read
     */
    public static String text(Path file) throws ConfigException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException cause) {
            throw unreadable(file, "there is no such file", "create it, or name another");
        } catch (AccessDeniedException cause) {
            throw unreadable(file, "permission denied", "give the user that runs timeball the right to read it");
        } catch (CharacterCodingException cause) {
            throw unreadable(file, "it is not UTF-8 text", "save it as UTF-8");
        } catch (IOException cause) {
            String reason = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
            throw unreadable(file, "it cannot be read: " + reason, "see to the cause, or name another file");
        }
    }

    /**
     * Replaces a file's text: written beside it, synced, renamed, so that a power cut leaves the old text or the new one. Its
     * permissions stay; where the name is a link, what it leads to is replaced.
     *
     * @throws StateException if the system refuses; the old text is still there
     */
    public static void replace(Path file, String text) throws StateException {
        try {
            Path real = file.toRealPath();
            Path folder = Objects.requireNonNull(real.getParent());
            Path fresh = folder.resolve(real.getFileName() + ".new");
            Disk.LOCAL.writeSynced(fresh, text.getBytes(StandardCharsets.UTF_8), Files.getPosixFilePermissions(real));
            Disk.LOCAL.rename(fresh, real);
            Disk.LOCAL.syncDirectory(folder);
        } catch (IOException cause) {
            throw new StateException("write", file, cause);
        }
    }

    static <T> T read(Path file, BiFunction<ConfigText, ConfigTable, T> reader) throws ConfigException {
        return parse(file.toString(), text(file), reader);
    }

    static <T> T parse(String name, String toml, BiFunction<ConfigText, ConfigTable, T> reader) throws ConfigException {
        var text = new ConfigText(name, toml);
        var parsed = Toml.parse(toml);
        for (var error : parsed.errors()) {
            String message = Objects.requireNonNullElse(error.getMessage(), "not TOML");
            text.report(
                    text.position(error.position()), message, "write one key = value a line, text in double quotes");
        }
        text.refuseIfWrong();

        var top = new ConfigTable(text, parsed, "", text.wholeFile());
        var record = reader.apply(text, top);
        top.refuseTheRest();
        text.refuseIfWrong();
        return record;
    }

    private static ConfigException unreadable(Path file, String problem, String advice) {
        return new ConfigException(List.of(new Problem(Position.wholeFile(file.toString()), problem, advice)));
    }
}
