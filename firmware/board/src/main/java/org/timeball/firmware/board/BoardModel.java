package org.timeball.firmware.board;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what the board calls itself, as the firmware's device tree has it. */
public final class BoardModel {

    private static final String FILE = "proc/device-tree/model";

    /** No board's name is longer; what is behind is not read. */
    private static final int LONGEST = 256;

    private BoardModel() {}

    /**
     * The board this runs on, as {@code Raspberry Pi 4 Model B Rev 1.4}.
     *
     * @param root {@code /} but in tests
     * @return empty where there is no device tree, as on a personal computer
     */
    public static String read(Path root) {
        try (var in = Files.newInputStream(root.resolve(FILE))) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8)
                    .replace("\0", "")
                    .strip();
        } catch (IOException noDeviceTree) {
            return "";
        }
    }
}
