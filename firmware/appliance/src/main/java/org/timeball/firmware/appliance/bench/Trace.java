package org.timeball.firmware.appliance.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A series of numbers, one a second, with a name.
 *
 * @param name   what a person calls it
 * @param values not copied, because it is long; nobody may change it
 */
record Trace(String name, double[] values) {

    /** Eleven days: more does not fit the memory the launcher gives a command. */
    static final int LONGEST = 1_000_000;

    private static final String SUFFIX = ".f64le.gz";

    /**
     * Reads a gzip file of little-endian doubles; its name is the file's without {@code freq_}, {@code noise_} and suffix.
     *
     * @throws TraceException if it cannot be read, or is not such a file
     */
    static Trace read(Path file) throws TraceException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            byte[] bytes = in.readNBytes(LONGEST * Double.BYTES + 1);
            return new Trace(nameOf(file), values(file, bytes));
        } catch (IOException failure) {
            throw new TraceException("cannot read the trace " + file + ": " + failure, failure);
        }
    }

    private static double[] values(Path file, byte[] bytes) throws TraceException {
        if (bytes.length == 0 || bytes.length > LONGEST * Double.BYTES || bytes.length % Double.BYTES != 0) {
            throw new TraceException("the trace " + file + " holds " + bytes.length + " bytes: not 1 to " + LONGEST
                    + " numbers of " + Double.BYTES + " bytes");
        }
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        for (int k = 0; k < values.length; k++) {
            if (!(Math.abs(values[k]) < 1)) {
                throw new TraceException("the trace " + file + " says " + values[k] + " for second " + k
                        + ": not a frequency error (s/s) or a lateness (s)");
            }
        }
        return values;
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replaceFirst("^(freq|noise)_", "").replace(SUFFIX, "");
    }
}
