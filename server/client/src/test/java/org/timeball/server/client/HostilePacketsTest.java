package org.timeball.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.refclock.time.RefId;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.NtpHeader;

/**
 * N16: whatever is sent to a client beside the answer to its request leaves it as it was, to the last bit, and it then
 * takes the answer all the same.
 */
class HostilePacketsTest {

    private static final int ROUNDS = 1_000;

    /** Which client is attacked. */
    record Client(String name, AssociationSettings settings) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Client> PROTECTED = Stream.of(
                    AeadAlgorithm.AES_SIV_CMAC_256, AeadAlgorithm.AES_128_GCM_SIV)
            .map(aead -> new Client(
                    aead.toString(), VirtualWorld.settings(new Security.Nts(List.of(aead), Optional.empty()))))
            .toList();

    private static final List<Client> PLAIN = List.of(
            new Client("plain", VirtualWorld.plain()),
            new Client(
                    "interleaved",
                    new AssociationSettings(
                            new Security.Plain(VirtualServer.ADDRESS),
                            PollRange.USUAL,
                            true,
                            VirtualWorld.FLOOR_NANOS)));

    static Stream<Arguments> attacks() {
        var everywhere = Stream.concat(PLAIN.stream(), PROTECTED.stream())
                .flatMap(client -> Attacks.OFF_PATH.stream().map(attack -> arguments(client, attack)));
        var onProtected =
                PROTECTED.stream().flatMap(client -> Attacks.ON_PATH.stream().map(attack -> arguments(client, attack)));
        return Stream.concat(everywhere, onProtected);
    }

    private static Arguments arguments(Client client, Attacks.Attack attack) {
        return Arguments.of(client, attack);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("attacks")
    void leavesTheStateUntouched(Client client, Attacks.Attack attack) {
        var duel = new Duel(client.settings);
        var last = duel.ask();
        duel.takes(last);
        for (int round = 0; round < ROUNDS; round++) {
            var now = duel.ask();
            var scene = new Attacks.Scene(now.request(), now.answer(), last.request(), last.answer(), duel.random);
            var before = duel.association.state();

            assertEquals(
                    new Heard.Ignored(attack.fault()), duel.hear(attack.make().apply(scene)));

            assertSame(before, duel.association.state());
            duel.takes(now);
            var after = duel.association.state();
            assertEquals(new Heard.Ignored(ReplyFault.UNASKED), duel.hear(now.answer()), "a duplicate");
            assertSame(after, duel.association.state());
            last = now;
        }
    }

    /** @param distortion of the header, by the server itself */
    record Nonsense(String name, ReplyFault fault, UnaryOperator<NtpHeader> distortion) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Nonsense> NONSENSE = List.of(
            new Nonsense(
                    "stratum 0", ReplyFault.NOT_SYNCHRONISED, header -> Headers.with(header, 0, 0, 0, 0, RefId.NONE)),
            new Nonsense(
                    "stratum 16", ReplyFault.NOT_SYNCHRONISED, header -> Headers.with(header, 0, 16, 0, 0, RefId.NONE)),
            new Nonsense("leap 3", ReplyFault.NOT_SYNCHRONISED, header -> Headers.with(header, 3, 1, 0, 0, RefId.PPS)),
            new Nonsense(
                    "root delay of a day",
                    ReplyFault.TOO_FAR_FROM_ROOT,
                    header -> Headers.with(header, 0, 1, -1, 0, RefId.PPS)),
            new Nonsense(
                    "root dispersion of 16 s",
                    ReplyFault.TOO_FAR_FROM_ROOT,
                    header -> Headers.with(header, 0, 1, 0, 16 << 16, RefId.PPS)),
            new Nonsense(
                    "a kiss that is none of ours",
                    ReplyFault.NOT_SYNCHRONISED,
                    header -> Headers.with(header, 3, 0, 0, 0, RefId.ofAscii("CRYP"))),
            new Nonsense(
                    "a kiss of a server that begins",
                    ReplyFault.NOT_SYNCHRONISED,
                    header -> Headers.with(header, 3, 0, 0, 0, RefId.ofAscii("INIT"))),
            new Nonsense(
                    "a kiss of a server that was set",
                    ReplyFault.NOT_SYNCHRONISED,
                    header -> Headers.with(header, 3, 0, 0, 0, RefId.ofAscii("STEP"))),
            new Nonsense(
                    "no receive stamp",
                    ReplyFault.IMPOSSIBLE_TIMESTAMPS,
                    header -> Headers.with(header, header.reference(), NtpTimestamp.UNKNOWN, header.transmit())),
            new Nonsense(
                    "no transmit stamp",
                    ReplyFault.IMPOSSIBLE_TIMESTAMPS,
                    header -> Headers.with(header, header.reference(), header.receive(), NtpTimestamp.UNKNOWN)),
            new Nonsense(
                    "left before it came",
                    ReplyFault.IMPOSSIBLE_TIMESTAMPS,
                    header -> Headers.with(header, header.reference(), header.transmit(), header.receive())),
            new Nonsense(
                    "held for longer than it took",
                    ReplyFault.IMPOSSIBLE_TIMESTAMPS,
                    header -> Headers.with(
                            header, header.reference(), header.receive(), Headers.later(header.receive(), 1))),
            new Nonsense(
                    "its clock set in the future",
                    ReplyFault.IMPOSSIBLE_TIMESTAMPS,
                    header -> Headers.with(
                            header, Headers.later(header.transmit(), 10), header.receive(), header.transmit())),
            new Nonsense(
                    "of last year",
                    ReplyFault.BEFORE_FLOOR,
                    header -> Headers.with(
                            header,
                            NtpTimestamp.UNKNOWN,
                            Headers.later(header.receive(), -31_536_000),
                            Headers.later(header.transmit(), -31_536_000))));

    static Stream<Arguments> nonsense() {
        return Stream.concat(PLAIN.stream().limit(1), PROTECTED.stream())
                .flatMap(client -> NONSENSE.stream().map(nonsense -> Arguments.of(client, nonsense)));
    }

    /** Without NTS the very state stays, for who knows who sent it; under NTS it is the server's, and so are its cookies. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("nonsense")
    void takesNoTimeFromAServerThatHasNone(Client client, Nonsense nonsense) {
        var duel = new Duel(client.settings);
        duel.takes(duel.ask());
        for (int round = 0; round < ROUNDS; round++) {
            var now = duel.ask();
            var before = duel.association.state();

            var heard = duel.hear(duel.server.answer(now.request(), nonsense.distortion));

            assertEquals(new Heard.Useless(nonsense.fault), heard);
            if (client.settings.security() instanceof Security.Plain) {
                assertSame(before, duel.association.state());
                duel.takes(now);
            } else {
                assertEquals(
                        8,
                        duel.association.state().stock().orElseThrow().cookies().size());
                assertTrue(!duel.association.isWaiting());
            }
        }
        duel.takes(duel.ask());
    }

    /** RFC 8915 §5.7: the NAK cannot be authentic, so a better answer is waited for; only silence makes it true. */
    @Test
    void aForgedNakCostsNothingWhenTheAnswerComes() {
        var duel = new Duel(VirtualWorld.nts());
        duel.takes(duel.ask());
        var now = duel.ask();
        var scene = new Attacks.Scene(now.request(), now.answer(), now.request(), now.answer(), duel.random);

        assertEquals(new Heard.Kiss(KissCode.NTSN), duel.hear(Attacks.unprotectedKiss(scene, "NTSN")));
        duel.takes(now);

        assertTrue(!duel.association.state().wantsKeys());
    }

    @Test
    void obeysKissesThatAreTheServers() {
        for (var client : List.of(PLAIN.getFirst(), PROTECTED.getFirst(), PROTECTED.getLast())) {
            for (var code : List.of(KissCode.DENY, KissCode.RSTR)) {
                var duel = new Duel(client.settings);
                var now = duel.ask();
                assertEquals(
                        new Heard.Kiss(code),
                        duel.hear(duel.server.answer(now.request(), Headers.kissing(code.name()))));
                assertEquals(new Step.Stop(code), duel.association.next(Long.MAX_VALUE / 2));
            }
        }
    }

    @Test
    void slowsDownAtEveryRateUpToTwoHours() {
        for (var client : List.of(PLAIN.getFirst(), PROTECTED.getFirst())) {
            var duel = new Duel(client.settings);
            for (int log2 = 6; log2 <= 15; log2++) {
                var now = duel.ask();
                assertEquals(
                        new Heard.Kiss(KissCode.RATE),
                        duel.hear(duel.server.answer(now.request(), Headers.kissing("RATE"))));
                assertEquals(
                        new Step.Rest(duel.nowNanos + (1_000_000_000L << Math.min(log2, 13))),
                        duel.association.next(duel.nowNanos));
                duel.association.hurry(duel.nowNanos);
                assertInstanceOf(Step.Rest.class, duel.association.next(duel.nowNanos), "no hurry helps");
            }
        }
    }
}
