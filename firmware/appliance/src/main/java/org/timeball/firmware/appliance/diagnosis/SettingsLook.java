package org.timeball.firmware.appliance.diagnosis;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.timeball.server.diagnosis.SettingsFacts;
import org.timeball.server.state.CertificatePaths;
import org.timeball.server.state.CertificateSettings;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.PoolSettings;
import org.timeball.server.state.PulseChoice;
import org.timeball.server.state.TimeballConfig;

/** Says of a configuration what a diagnosis needs of it. */
final class SettingsLook {

    private static final Path MAY_STEER = Path.of("/etc/timeball/may-steer");

    private SettingsLook() {}

    /** A configuration file as it is now, and what it holds if that can be used. */
    record Read(Optional<TimeballConfig> configuration, List<String> mistakes) {

        static Read of(Path file) {
            try {
                return new Read(Optional.of(ConfigReader.read(file)), List.of());
            } catch (ConfigException wrong) {
                return new Read(
                        Optional.empty(),
                        wrong.problems().stream().map(SettingsLook::words).toList());
            }
        }
    }

    private static String words(ConfigException.Problem problem) {
        return problem.at().isWholeFile()
                ? problem.problem()
                : "line %d: %s".formatted(problem.at().line(), problem.problem());
    }

    static SettingsFacts.Wanted wanted(TimeballConfig configuration) {
        var receiver = configuration.receiver();
        var listening = Stream.concat(
                        configuration.servers().stream().map(TimeballConfig.Server::listen),
                        configuration.keyExchangeServers().stream().map(TimeballConfig.KeyExchangeServer::listen))
                .toList();
        return new SettingsFacts.Wanted(
                receiver.isUsed(),
                receiver.port().map(Path::toString).orElse(""),
                receiver.baud().orElse(0),
                words(receiver.pulse()),
                configuration.clock().steer(),
                Files.isRegularFile(MAY_STEER),
                configuration.servers().stream()
                        .map(server -> server.listen().getPort())
                        .distinct()
                        .toList(),
                configuration.keyExchangeServers().stream()
                        .map(server -> server.listen().getPort())
                        .distinct()
                        .toList(),
                listening.stream().map(InetSocketAddress::getAddress).allMatch(it -> it.isLoopbackAddress()));
    }

    /** As the file says it. */
    private static String words(PulseChoice pulse) {
        return switch (pulse) {
            case PulseChoice.Device(Path path) -> path.toString();
            case PulseChoice.Auto() -> "auto";
            case PulseChoice.Gpio(int pin) -> "gpio:" + pin;
            case PulseChoice.CarrierDetect() -> "dcd";
            case PulseChoice.None() -> "none";
        };
    }

    /** The folders in which a daemon keeps what outlives a restart. */
    static List<Path> folders(TimeballConfig configuration) {
        return Stream.concat(
                        Stream.of(configuration.stateDirectory().toAbsolutePath()),
                        Optional.ofNullable(configuration
                                        .keyset()
                                        .keyStoragePath()
                                        .toAbsolutePath()
                                        .getParent())
                                .stream())
                .distinct()
                .toList();
    }

    /** The certificates that clients of key exchange and browsers are shown, each once. */
    static List<CertificateLook.Shown> certificates(TimeballConfig configuration) {
        var hosts = configuration.pools().stream()
                .map(PoolSettings::host)
                .filter(host -> !host.isEmpty())
                .distinct()
                .toList();
        var shown = new ArrayList<CertificateLook.Shown>();
        boolean isFirst = true;
        for (var server : configuration.keyExchangeServers()) {
            for (var paths : server.certificates()) {
                add(shown, configuration, paths, isFirst ? hosts : List.of());
                isFirst = false;
            }
        }
        configuration
                .web()
                .ifPresent(web -> add(
                        shown,
                        configuration,
                        new CertificatePaths(web.certificateChainPath(), web.privateKeyPath()),
                        List.of()));
        return shown;
    }

    private static void add(
            List<CertificateLook.Shown> shown,
            TimeballConfig configuration,
            CertificatePaths paths,
            List<String> wanted) {
        var file = paths.certificateChainPath();
        if (shown.stream().anyMatch(one -> one.file().equals(file))) {
            return;
        }
        var kept = configuration.certificates().kept().stream()
                .filter(one -> CertificateSettings.file(configuration.stateDirectory(), one.name())
                        .equals(file))
                .findFirst();
        shown.add(new CertificateLook.Shown(
                kept.map(CertificateSettings.Kept::name)
                        .orElseGet(() -> file.getFileName().toString()),
                file,
                kept.filter(one -> one.origin() instanceof CertificateSettings.OwnAuthority)
                        .isPresent(),
                wanted));
    }
}
