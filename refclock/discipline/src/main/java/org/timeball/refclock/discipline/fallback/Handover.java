package org.timeball.refclock.discipline.fallback;

/**
 * Another steers from now on.
 *
 * @param from         who did
 * @param to           who does
 * @param reason       one sentence
 * @param movedSeconds by how much what is served was moved by it, positive = forward
 */
public record Handover(Steering from, Steering to, String reason, double movedSeconds) {}
