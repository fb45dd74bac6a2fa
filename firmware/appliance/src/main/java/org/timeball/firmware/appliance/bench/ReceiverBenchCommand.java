package org.timeball.firmware.appliance.bench;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.timeball.refclock.gnss.GnssReceiver;
import org.timeball.refclock.time.ReceiverBytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code timeball bench receiver}: what a receiver that floods its line costs, whatever it floods it with. */
@Command(
        name = "receiver",
        description = {
            "Decodes floods of bytes, as a broken or hostile receiver could send them, and prints the processor time for",
            "each megabyte and the share of one core that 4 MB/s of it would take."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReceiverBenchCommand implements Callable<Integer> {

    /** What one read of a serial port gives at most. */
    private static final int READ_OCTETS = 4_095;

    private static final double FLOOD_MEGABYTES_PER_SECOND = 4;
    private static final int OCTETS_PER_MEGABYTE = 1_000_000;

    private record Flood(String name, byte[] bytes) {}

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--megabytes",
            paramLabel = "N",
            description = "Of each kind, 1 to 10000 (default: ${DEFAULT-VALUE}).",
            defaultValue = "64")
    private int megabytes;

    /** For picocli, which fills the fields. */
    ReceiverBenchCommand() {}

    @Override
    public Integer call() {
        if (megabytes < 1 || megabytes > 10_000) {
            throw new ParameterException(spec.commandLine(), "--megabytes: " + megabytes + " is not in 1..10000");
        }
        var out = spec.commandLine().getOut();
        out.printf("%-28s %12s %16s%n", "Flood of", "ms CPU/MB", "share at 4 MB/s");
        for (var flood : floods()) {
            cpuNanos(flood, 4);
            double perMegabyte = (double) cpuNanos(flood, megabytes) / megabytes;
            out.printf(
                    "%-28s %12.2f %14.1f %%%n",
                    flood.name, perMegabyte * 1e-6, perMegabyte * 1e-9 * FLOOD_MEGABYTES_PER_SECOND * 100);
            out.flush();
        }
        return 0;
    }

    /** Reads come as fast as they are taken: there is no silence. */
    private static long cpuNanos(Flood flood, int megabytes) {
        var receiver = new GnssReceiver(0);
        byte[] read = new byte[READ_OCTETS];
        for (int at = 0; at < READ_OCTETS; at++) {
            read[at] = flood.bytes[at % flood.bytes.length];
        }
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        long reads = (long) megabytes * OCTETS_PER_MEGABYTE / READ_OCTETS;
        for (long i = 0; i < reads; i++) {
            receiver.accept(new ReceiverBytes(read, i * 1_000_000));
        }
        return threads.getCurrentThreadCpuTime() - before;
    }

    private static List<Flood> floods() {
        byte[] noise = new byte[READ_OCTETS];
        new Random(1).nextBytes(noise);
        return List.of(
                new Flood("noise", noise),
                sentence("times of day", "$GPRMC,120000.00,A,4742.0,N,01200.0,E,0.0,0.0,221126,,,A*5F\r\n"),
                sentence("lists of satellites", "$GPGSV,1,1,03,13,19,043,17,27,38,127,33,37,36,091,24*44\r\n"),
                sentence("wrong checksums", "$GPGGA,,,,,,0,,,,,,,,*67\r\n"),
                sentence("line without an end", "1"),
                frames("acknowledgements", "b5620501020006010f38"),
                frames("frames that never end", "b56201010010"),
                frames("first octets of frames", "b5"));
    }

    private static Flood sentence(String name, String line) {
        return new Flood(name, line.getBytes(StandardCharsets.US_ASCII));
    }

    private static Flood frames(String name, String hex) {
        return new Flood(name, HexFormat.of().parseHex(hex));
    }
}
