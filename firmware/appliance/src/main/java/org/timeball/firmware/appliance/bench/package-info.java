/**
 * Measurements of this program by itself, as {@code timeball bench}: what it promises, and what it keeps.
 *
 * <p><b>Signs and units.</b> A phase is the clock less UTC, positive when it is ahead. Figures are kept in seconds and
 * printed in nanoseconds.
 *
 * <p><b>Rule.</b> A bench measures the classes that the daemon runs, with their defaults, and touches no clock.
 */
package org.timeball.firmware.appliance.bench;
