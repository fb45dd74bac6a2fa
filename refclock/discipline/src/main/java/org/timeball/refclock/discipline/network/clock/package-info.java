/**
 * A clock that follows servers of the network alone: SNTP's case, and the box's while it has no satellites.
 *
 * <p>{@link org.timeball.refclock.discipline.network.clock.NetworkClock} is told of polls, answers and passing time,
 * steers a {@link org.timeball.refclock.time.SystemClock}, and publishes a snapshot with a bound that holds as long as
 * most of the servers are as good as their word.
 */
package org.timeball.refclock.discipline.network.clock;
