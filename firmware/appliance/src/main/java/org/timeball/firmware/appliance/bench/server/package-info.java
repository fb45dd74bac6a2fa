/**
 * {@code timeball bench server}: the daemon beside other servers, asked by a load generator in C and judged by ratios.
 *
 * <p>Every server runs as a process of its own on one core, the load on another. None gets the right to set a clock.
 * Servers take turns, so that a machine that is busy for a minute is so for all of them; a ratio is the median of the
 * ratios of the rounds.
 *
 * <p><b>Units.</b> Rates are a second, times as each {@link org.timeball.firmware.appliance.bench.server.Figure} says.
 */
package org.timeball.firmware.appliance.bench.server;
