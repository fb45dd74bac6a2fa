package org.timeball.refclock.discipline;

/**
 * One part of an {@link ErrorBound}: what it is of, and its share of both numbers.
 *
 * @param name          in a few words
 * @param boundSeconds  of the bound, not negative
 * @param withinSeconds of the headline, not negative
 */
public record ErrorPart(String name, double boundSeconds, double withinSeconds) {}
