package org.timeball.firmware.appliance.bench.web;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.timeball.firmware.appliance.Timeball;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code timeball bench web}: what the pages cost, each figure beside what was set for it. */
@Command(
        name = "web",
        description = {
            "Starts a demo, and a web process beside it that is measured from outside: octets, waiting, memory, what NTP",
            "clients notice of 20 open pages in rounds with and without them, and how soon a lost daemon is shown.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class WebBenchCommand implements Callable<Integer> {

    private static final int MOST_ROUNDS = 1_000;
    private static final int STARTS = 5;
    private static final int ASKS = 200;
    private static final int TABS = 20;
    private static final int PER_SECOND = 5_000;
    private static final int PATIENCE_SECONDS = 40;
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;
    private static final String WEB_CLASS_PATH = "timeball.web.class-path";
    private static final List<String> SCRIPTS = List.of("/static/overview.js", "/static/plots.js", "/static/fresh.js");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "8",
            description = "Rounds with open pages, and as many without. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long a round lasts. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    /** For picocli, which fills the fields. */
    public WebBenchCommand() {}

    /** Where everything listens, and lies. */
    private record Bench(Path folder, int ntp, int keyExchange, int demoWeb, int web, URI home, Path authority) {

        static Bench open() throws WebBenchException {
            try {
                var folder = Files.createTempDirectory("timeball-web-");
                int web = freePort();
                return new Bench(
                        folder,
                        freePort(),
                        freePort(),
                        freePort(),
                        web,
                        URI.create("https://127.0.0.1:" + web + "/"),
                        folder.resolve("demo").resolve("demo-ca.pem"));
            } catch (IOException refused) {
                throw new WebBenchException("cannot prepare a folder and ports: " + refused.getMessage(), refused);
            }
        }

        private static int freePort() throws IOException {
            try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            }
        }

        ChildProgram demo() throws WebBenchException, InterruptedException {
            return ChildProgram.start(
                    java(
                            List.of(
                                    "-XX:+UseSerialGC",
                                    "-Xmx256m",
                                    "-XX:TieredStopAtLevel=1",
                                    "-D" + WEB_CLASS_PATH + "=" + System.getProperty(WEB_CLASS_PATH)),
                            System.getProperty("java.class.path"),
                            Timeball.class.getName(),
                            List.of(
                                    "demo",
                                    "--state",
                                    folder.resolve("demo").toString(),
                                    "--ntp-port",
                                    Integer.toString(ntp),
                                    "--ke-port",
                                    Integer.toString(keyExchange),
                                    "--web-port",
                                    Integer.toString(demoWeb))),
                    "timeball: ready");
        }

        /** As the unit has it. */
        ChildProgram webProcess(String state) throws WebBenchException, InterruptedException {
            var demo = folder.resolve("demo");
            return ChildProgram.start(
                    java(
                            List.of(
                                    "-XX:+UseSerialGC",
                                    "-XX:-UsePerfData",
                                    "-XX:+ExitOnOutOfMemoryError",
                                    "-Xms16m",
                                    "-Xmx96m",
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:ReservedCodeCacheSize=32m",
                                    "-XX:TrimNativeHeapInterval=5000"),
                            System.getProperty(WEB_CLASS_PATH),
                            "org.timeball.web.appliance.TimeballWeb",
                            List.of(
                                    "--listen",
                                    "127.0.0.1:" + web,
                                    "--control-socket",
                                    demo.resolve("control.sock").toString(),
                                    "--certificate",
                                    demo.resolve("web").resolve("server.pem").toString(),
                                    "--private-key",
                                    demo.resolve("web")
                                            .resolve("server-key.pem")
                                            .toString(),
                                    "--state",
                                    folder.resolve(state).toString(),
                                    "--public-page")),
                    "timeball-web: ready");
        }

        private static List<String> java(List<String> options, String classPath, String program, List<String> words) {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath, program));
            command.addAll(words);
            return command;
        }

        void remove() {
            try (var tree = Files.walk(folder)) {
                for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(entry);
                }
            } catch (IOException left) {
                System.err.println("timeball: left behind: " + folder + " (" + left.getMessage() + ")");
            }
        }
    }

    @Override
    public Integer call() throws WebBenchException, InterruptedException {
        if (rounds < 1 || rounds > MOST_ROUNDS || seconds < 1 || seconds > MOST_ROUNDS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rounds and --seconds: " + rounds + " and " + seconds + " are not in 1.." + MOST_ROUNDS);
        }
        if (System.getProperty(WEB_CLASS_PATH) == null) {
            throw new WebBenchException("-D" + WEB_CLASS_PATH + " is missing; ./timeball bench web says it");
        }
        var bench = Bench.open();
        var ending = Thread.ofPlatform().name("bench-end");
        try (var demo = bench.demo()) {
            Runtime.getRuntime().addShutdownHook(ending.unstarted(demo::close));
            starts(bench);
            try (var web = bench.webProcess("web-state");
                    var browser = Browsing.open(bench.home(), bench.authority());
                    var tab = OpenTab.open(bench.home(), bench.authority())) {
                tab.awaitState("locked", false, PATIENCE_SECONDS);
                octets(browser, tab);
                firstOctet(browser);
                clients(bench, web);
                lostDaemon(demo, tab);
            }
        } finally {
            bench.remove();
        }
        return 0;
    }

    private void starts(Bench bench) throws WebBenchException, InterruptedException {
        double[] took = new double[STARTS];
        for (int k = 0; k < STARTS; k++) {
            try (var web = bench.webProcess("web-state-" + k)) {
                took[k] = web.readySeconds();
            }
        }
        Arrays.sort(took);
        say(
                "start of the web process, median of %d",
                "%.2f s (%.2f to %.2f)", "3 s", STARTS, took[STARTS / 2], took[0], took[STARTS - 1]);
    }

    private void octets(Browsing browser, OpenTab tab) throws WebBenchException, InterruptedException {
        say("Overview, cold, with heads", "%.1f KB", "150 KB", browser.coldOctets("/") / KILO);
        int scripts = 0;
        for (String script : SCRIPTS) {
            scripts += browser.gzipped(script);
        }
        say("JavaScript of all pages, gzip", "%.1f KB", "60 KB", scripts / KILO);
        long before = tab.octets();
        int steady = Math.max(10, 4 * seconds);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(steady));
        say("an open Overview, over %d s", "%.2f KB/s", "5 KB/s", steady, (tab.octets() - before) / KILO / steady);
    }

    private void firstOctet(Browsing browser) throws WebBenchException, InterruptedException {
        double[] waits = browser.firstOctets("/", ASKS);
        say(
                "first octet of the Overview, %d times",
                "%.1f ms median, %.1f ms p99", "50 ms", ASKS, 1e3 * waits[ASKS / 2], 1e3 * waits[(int) (0.99 * ASKS)]);
    }

    /** In turns, for the machine is never the same for long; what is compared was measured in the same minute. */
    private void clients(Bench bench, ChildProgram web) throws WebBenchException, InterruptedException {
        PacedClients.ask(bench.ntp(), PER_SECOND, seconds);
        double[] with = new double[rounds];
        double[] without = new double[rounds];
        long resident = 0;
        for (int round = 0; round < rounds; round++) {
            boolean isWithFirst = round % 2 == 0;
            for (boolean isWith : List.of(isWithFirst, !isWithFirst)) {
                if (isWith) {
                    with[round] = withTabs(bench);
                    resident = Math.max(resident, web.residentOctets());
                } else {
                    without[round] =
                            PacedClients.ask(bench.ntp(), PER_SECOND, seconds).p99Micros();
                }
            }
        }
        double[] ratios = new double[rounds];
        Arrays.setAll(ratios, round -> with[round] / without[round]);
        say("resident memory with %d open pages", "%.0f MB", "150 MB", TABS, resident / MEGA);
        spread("NTP p99 without them, %,d a second", without);
        spread("NTP p99 with %2$d open pages", with);
        Arrays.sort(ratios);
        say(
                "the one by the other, %d rounds",
                "%.2f median (%.2f to %.2f)",
                "the rounds' own spread",
                rounds,
                ratios[rounds / 2],
                ratios[0],
                ratios[rounds - 1]);
    }

    private void spread(String what, double[] micros) {
        double[] sorted = micros.clone();
        Arrays.sort(sorted);
        line(
                String.format(Locale.ROOT, what, PER_SECOND, TABS),
                String.format(
                        Locale.ROOT,
                        "%.0f us median of rounds (%.0f to %.0f)",
                        sorted[rounds / 2],
                        sorted[0],
                        sorted[rounds - 1]),
                "-");
    }

    private double withTabs(Bench bench) throws WebBenchException, InterruptedException {
        var tabs = new ArrayList<OpenTab>();
        try {
            for (int k = 0; k < TABS; k++) {
                tabs.add(OpenTab.open(bench.home(), bench.authority()));
            }
            for (var tab : tabs) {
                tab.awaitState("locked", false, PATIENCE_SECONDS);
            }
            return PacedClients.ask(bench.ntp(), PER_SECOND, seconds).p99Micros();
        } finally {
            tabs.forEach(OpenTab::close);
        }
    }

    /** A daemon that hangs, goes on, and is killed: the page has to say so each time. */
    private void lostDaemon(ChildProgram demo, OpenTab tab) throws WebBenchException, InterruptedException {
        demo.signal("STOP");
        double hung = tab.awaitState("no-daemon", false, PATIENCE_SECONDS);
        demo.signal("CONT");
        double healed = tab.awaitState("no-daemon", true, PATIENCE_SECONDS);
        say("a daemon that hangs is shown after", "%.2f s", "2 s", hung);
        say("that it goes on is shown after", "%.2f s", "3 s", healed);
        demo.signal("KILL");
        say(
                "a daemon that was killed is shown after",
                "%.2f s",
                "2 s",
                tab.awaitState("no-daemon", false, PATIENCE_SECONDS));
    }

    /** @param values those of the words come first, then those of the figure */
    private void say(String what, String figure, String budget, Object... values) {
        int words = what.contains("%") ? 1 : 0;
        line(
                String.format(Locale.ROOT, what, Arrays.copyOf(values, words)),
                String.format(Locale.ROOT, figure, Arrays.copyOfRange(values, words, values.length)),
                budget);
    }

    private void line(String what, String figure, String budget) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%-45s %-40s %s%n", what, figure, budget.equals("-") ? "" : "under " + budget);
        out.flush();
    }
}
