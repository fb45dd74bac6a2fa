/**
 * A receiver and servers of the network on one machine: who of them has the clock, and what is served.
 *
 * <p>{@link org.timeball.refclock.discipline.fallback.CombinedClock} owns a reference clock and a clock that follows the
 * network, each with a {@link org.timeball.refclock.discipline.fallback.SharedClock.Hand} of its own on the machine's
 * clock; {@link org.timeball.refclock.discipline.fallback.Steersman} decides whose time is served.
 */
package org.timeball.refclock.discipline.fallback;
