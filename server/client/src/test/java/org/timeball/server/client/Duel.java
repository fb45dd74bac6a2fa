package org.timeball.server.client;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Random;

/** A client that asks our own server, and somebody between them. */
final class Duel {

    final VirtualServer server = new VirtualServer(VirtualWorld.START_NANOS);
    final Random random = new Random(16);
    final Association association;
    long nowNanos = 1_000_000_000L;
    private final long rawNanos = VirtualWorld.START_NANOS;

    Duel(AssociationSettings settings) {
        association = new Association(settings, random::nextBytes, nowNanos);
    }

    record Round(byte[] request, byte[] answer) {}

    Round ask() {
        nowNanos += 10_000_000_000_000L;
        while (true) {
            switch (association.next(nowNanos)) {
                case Step.ExchangeKeys(var offered) -> association.keysAgreed(server.exchangeKeys(offered));
                case Step.Ask ask -> {
                    association.sent(rawNanos);
                    return new Round(ask.request(), server.answer(ask.request()).orElseThrow());
                }
                case Step.Rest _, Step.Stop _ -> throw new AssertionError("it is time to ask");
            }
        }
    }

    Heard hear(byte[] packet) {
        return association.received(packet, rawNanos + 5_000_000, nowNanos);
    }

    void takes(Round round) {
        assertInstanceOf(Heard.Time.class, hear(round.answer));
    }
}
