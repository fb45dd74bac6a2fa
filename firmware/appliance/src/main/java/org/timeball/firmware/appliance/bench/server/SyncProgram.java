package org.timeball.firmware.appliance.bench.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The small program as its package lays it out: a Java runtime, one archive, its options and, once they were made, its AOT
 * caches.
 *
 * @param folder that has all of it
 */
record SyncProgram(Path folder) {

    /** Of a plain query alone: every class that a cache has is made ready at each start. */
    static final String QUERY = "query";

    /** Of all other commands. */
    static final String WHOLE = "whole";

    /** Of the daemon: what another cache has that it does not use is resident all the same. */
    static final String DAEMON = "sync";

    private static final String DAEMON_PROGRAM = "org.timeball.firmware.sync.daemon.SyncMain";
    private static final String PROGRAM = "org.timeball.firmware.sync.TimeballSync";
    private static final String REHEARSAL = "org.timeball.firmware.sync.Rehearsal";

    SyncProgram {
        folder = folder.toAbsolutePath().normalize();
    }

    boolean isThere() {
        return Files.isExecutable(java()) && Files.isReadable(archive());
    }

    private Path java() {
        return folder.resolve("runtime/bin/java");
    }

    private Path archive() {
        return folder.resolve("timeball-sync.jar");
    }

    /** A command with a cache. */
    List<String> command(String cache, String... words) {
        return started("-XX:AOTCache=" + folder.resolve(cache + ".aot"), PROGRAM, words);
    }

    /** A command without one. */
    List<String> cold(String... words) {
        return started("-Xshare:auto", PROGRAM, words);
    }

    /** What makes the daemon's cache of what it uses until it is told to end. */
    List<String> daemonTraining(Path configuration) {
        return started(
                "-XX:AOTCacheOutput=" + folder.resolve(DAEMON + ".aot"), DAEMON_PROGRAM, configuration.toString());
    }

    /** What makes a cache of what these commands use, which have a {@code +} between two. */
    List<String> training(String cache, String... words) {
        return started("-XX:AOTCacheOutput=" + folder.resolve(cache + ".aot"), REHEARSAL, words);
    }

    private List<String> started(String option, String main, String... words) {
        var command = new ArrayList<>(List.of(java().toString(), "@" + folder.resolve("options"), option));
        command.addAll(List.of("-cp", archive().toString(), main));
        command.addAll(List.of(words));
        return command;
    }
}
