package org.timeball.web.appliance.page.people;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.control.ServerStats;
import org.timeball.server.control.Status;
import org.timeball.web.appliance.page.Engineering;
import org.timeball.web.appliance.page.Tile;
import org.timeball.web.appliance.page.Wording;
import org.timeball.web.appliance.page.chart.PlotView;

/**
 * Time with a proof: key exchanges by outcome, and what came of the cookies.
 *
 * @param trouble  why nothing is known, or empty
 * @param plot     exchanges over time
 * @param outcomes exchanges since the daemon started
 * @param failures those that did not end with cookies, by reason
 * @param ciphers  what was agreed on
 * @param requests what came with cookies
 * @param keys     under which cookies are sealed; empty where nothing is told of them
 */
public record NtsPage(
        String trouble,
        PlotView plot,
        List<Tile.Row> outcomes,
        List<Tile.Row> failures,
        List<Tile.Row> ciphers,
        List<Tile.Row> requests,
        List<Tile.Row> keys) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** IANA's registry of AEAD parameters, as far as RFC 8915's and its successors' algorithms go. */
    private static final Map<Integer, String> CIPHERS = Map.of(
            15, "AEAD_AES_SIV_CMAC_256",
            16, "AEAD_AES_SIV_CMAC_384",
            17, "AEAD_AES_SIV_CMAC_512",
            30, "AEAD_AES_128_GCM_SIV",
            31, "AEAD_AES_256_GCM_SIV");

    /** Copies the lists. */
    public NtsPage {
        outcomes = List.copyOf(outcomes);
        failures = List.copyOf(failures);
        ciphers = List.copyOf(ciphers);
        requests = List.copyOf(requests);
        keys = List.copyOf(keys);
    }

    /** Says what is known. */
    public static NtsPage of(Optional<Status> status, PlotView plot, String trouble) {
        var exchanges = status.map(Status::keyExchange);
        return new NtsPage(
                trouble,
                plot,
                exchanges.map(NtsPage::outcomes).orElse(List.of()),
                exchanges
                        .map(stats -> Wording.reasons(stats.failures(), Integer.MAX_VALUE))
                        .orElse(List.of()),
                exchanges.map(NtsPage::ciphers).orElse(List.of()),
                status.map(Status::service).map(NtsPage::requests).orElse(List.of()),
                status.map(NtsPage::keys).orElse(List.of()));
    }

    private static List<Tile.Row> outcomes(KeyExchangeStats exchanges) {
        long failed = exchanges.failures().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return List.of(
                new Tile.Row(
                        "connections", "Accepted on the port of NTS-KE.", Engineering.count(exchanges.connections())),
                new Tile.Row("completed", "Ended with cookies.", Engineering.count(exchanges.completed())),
                new Tile.Row("failed", "For the reasons below.", Engineering.count(failed)));
    }

    private static List<Tile.Row> keys(Status status) {
        var keys = status.keyExchange().cookieKeys();
        if (keys.count() == 0) {
            return List.of();
        }
        long age = Math.floorDiv(status.utcNanos(), NANOS_PER_SECOND) - keys.newestUtcSecond();
        return List.of(
                new Tile.Row(
                        "newest key",
                        "Cookies are sealed under it. In use since then.",
                        age < 0 ? "from the future" : Wording.lasting(age) + " old"),
                new Tile.Row("in use since, UTC", "", Wording.moment(Instant.ofEpochSecond(keys.newestUtcSecond()))),
                new Tile.Row(
                        "keys that open cookies",
                        "The newest and those before it; a cookie of an older one is told so.",
                        Engineering.count(keys.count())));
    }

    private static List<Tile.Row> ciphers(KeyExchangeStats exchanges) {
        return exchanges.byAead().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Tile.Row(
                        CIPHERS.getOrDefault(entry.getKey(), "AEAD " + entry.getKey()),
                        "Number " + entry.getKey() + " in IANA's registry.",
                        Engineering.count(entry.getValue())))
                .toList();
    }

    private static List<Tile.Row> requests(ServerStats service) {
        return List.of(
                new Tile.Row(
                        "answered with NTS", "Since the daemon started.", Engineering.count(service.authenticated())),
                new Tile.Row("a second", "Over the last ten seconds.", Engineering.rate(service.ntsPerSecond())),
                new Tile.Row(
                        "cookie did not open",
                        "Told so by a kiss of death; the client exchanges keys anew.",
                        Engineering.count(service.naks())));
    }
}
