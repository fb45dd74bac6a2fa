package org.timeball.firmware.appliance.bench.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Our daemon under test, which can be asked what it used.
 *
 * @param contender     as the others
 * @param secondNtpPort the port of its second socket
 */
record BenchedServer(Contender contender, int secondNtpPort) {

    /**
     * What its NTP threads used since they started.
     *
     * @param answered    replies with time
     * @param allocated   octets of heap
     * @param allocatedByAll the same by all threads that there are
     * @param collections of garbage, of the whole process
     */
    record Usage(long answered, long allocated, long allocatedByAll, long collections) {}

    /** Asks it, and so allocates a little in another thread than those that serve. */
    Usage usage() throws BenchException {
        var process = contender.process().guard();
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            while (true) {
                var line = readLine(process);
                var answer = LoaderJson.read(line);
                if (answer.isPresent()) {
                    var it = answer.get();
                    return new Usage(
                            (long) it.number("answered"),
                            (long) it.number("allocated"),
                            (long) it.number("allocated_by_all"),
                            (long) it.number("collections"));
                }
            }
        } catch (IOException ended) {
            throw new BenchException(
                    "our daemon has ended: " + contender.process().lastWords(), ended);
        }
    }

    /** Octet by octet, so that nothing is read ahead and lost with a reader. */
    private static String readLine(Process process) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = process.getInputStream().read();
                octet != '\n';
                octet = process.getInputStream().read()) {
            if (octet < 0) {
                throw new IOException("end of its output");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
