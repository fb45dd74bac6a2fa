package org.timeball.firmware.appliance.bench.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Starts the servers of this machine: ours, the yardstick, and the chronyd that is installed. */
final class LocalServers {

    /** Until a server vouches for its time. */
    static final int START_SECONDS = 60;

    private final Workshop workshop;
    private final Placement placement;
    private final Opened opened;

    /**
     * Starts nothing yet.
     *
     * @param opened where what is started is noted, to be ended
     */
    LocalServers(Workshop workshop, Placement placement, Opened opened) {
        this.workshop = workshop;
        this.placement = placement;
        this.opened = opened;
    }

    /** The least there is: NTP alone. */
    Contender echod(LoadGenerator loader) throws BenchException {
        int port = FreePorts.udp();
        var process = start(Contender.ECHO, false, List.of(loader.echod().toString(), "-p", Integer.toString(port)));
        return new Contender(Contender.ECHO, process, port, OptionalInt.empty(), workshop.authority());
    }

    /**
     * Our daemon, cold: with the options this process was given by the launcher, which gives a bench those of the
     * daemon.
     *
     * @param name of its folder, one for each start
     */
    BenchedServer timeball(String name) throws BenchException {
        int port = FreePorts.udp();
        int secondPort = FreePorts.udp();
        int keyExchangePort = FreePorts.tcp();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchedDaemon.class.getName()));
        command.addAll(List.of(
                workshop.folder(name).toString(),
                Integer.toString(port),
                Integer.toString(secondPort),
                Integer.toString(keyExchangePort)));
        var process = start(name, true, command);
        return new BenchedServer(
                new Contender(Contender.TIMEBALL, process, port, OptionalInt.of(keyExchangePort), workshop.authority()),
                secondPort);
    }

    /** Debian's chronyd with its defaults, as a source of its own; empty where it is not installed. */
    Optional<Contender> chronyd(String name) throws BenchException {
        return chronyd(name, FreePorts.udp());
    }

    /**
     * The same with a port that is wanted.
     *
     * @param port UDP, on 127.0.0.1
     */
    Optional<Contender> chronyd(String name, int port) throws BenchException {
        var program = ChronyConfiguration.installed();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int keyExchangePort = FreePorts.tcp();
        var folder = workshop.folder(name);
        var file = folder.resolve("chrony.conf");
        try {
            Files.writeString(file, ChronyConfiguration.text(folder, workshop.path(), port, keyExchangePort));
        } catch (IOException refused) {
            throw new BenchException("cannot write " + file + ": " + refused.getMessage(), refused);
        }
        var process =
                start(name, false, ChronyConfiguration.command(program.get().toString(), file.toString()));
        return Optional.of(
                new Contender(Contender.CHRONYD, process, port, OptionalInt.of(keyExchangePort), workshop.authority()));
    }

    private ServerProcess start(String name, boolean isTalker, List<String> command) throws BenchException {
        var process = ServerProcess.start(placement, workshop.path().resolve(name + ".log"), isTalker, command);
        opened.add(process::close);
        return process;
    }
}
