package org.timeball.server.client;

import java.util.Optional;

/**
 * All that an association knows, as a value: whatever came and changed nothing leaves the very same.
 *
 * @param pace         when to ask
 * @param volley       the request under way
 * @param lastExchange for interleaved mode
 * @param stock        keys and cookies
 * @param limiter      when keys may be exchanged
 * @param wantsKeys    whether the keys in stock were refused, so that others are wanted
 * @param isPlainest   whether the server refused a request for keys, so that the next offers the one algorithm that all know
 * @param stop         why it never asks again
 */
record AssociationState(
        Pace pace,
        Optional<Volley> volley,
        Optional<LastExchange> lastExchange,
        Optional<KeyStock> stock,
        RetryLimiter limiter,
        boolean wantsKeys,
        boolean isPlainest,
        Optional<KissCode> stop) {

    static AssociationState starting(PollRange range, Optional<KeyStock> stock, long nowNanos) {
        return new AssociationState(
                Pace.starting(range, nowNanos),
                Optional.empty(),
                Optional.empty(),
                stock,
                RetryLimiter.fresh(nowNanos),
                false,
                false,
                Optional.empty());
    }

    AssociationState with(Pace other) {
        return new AssociationState(other, volley, lastExchange, stock, limiter, wantsKeys, isPlainest, stop);
    }

    AssociationState with(Volley other) {
        return new AssociationState(
                pace, Optional.of(other), lastExchange, stock, limiter, wantsKeys, isPlainest, stop);
    }

    AssociationState withoutVolley() {
        return new AssociationState(pace, Optional.empty(), lastExchange, stock, limiter, wantsKeys, isPlainest, stop);
    }

    AssociationState with(LastExchange other) {
        return new AssociationState(pace, volley, Optional.of(other), stock, limiter, wantsKeys, isPlainest, stop);
    }

    AssociationState withoutLastExchange() {
        return new AssociationState(pace, volley, Optional.empty(), stock, limiter, wantsKeys, isPlainest, stop);
    }

    AssociationState with(KeyStock other) {
        return new AssociationState(
                pace, volley, lastExchange, Optional.of(other), limiter, wantsKeys, isPlainest, stop);
    }

    AssociationState withoutStock() {
        return new AssociationState(pace, volley, lastExchange, Optional.empty(), limiter, wantsKeys, isPlainest, stop);
    }

    AssociationState with(RetryLimiter other) {
        return new AssociationState(pace, volley, lastExchange, stock, other, wantsKeys, isPlainest, stop);
    }

    AssociationState wanting(boolean keys) {
        return new AssociationState(pace, volley, lastExchange, stock, limiter, keys, isPlainest, stop);
    }

    AssociationState plainest() {
        return new AssociationState(pace, volley, lastExchange, stock, limiter, wantsKeys, true, stop);
    }

    AssociationState stopped(KissCode code) {
        return new AssociationState(
                pace, volley, lastExchange, stock, limiter, wantsKeys, isPlainest, Optional.of(code));
    }
}
