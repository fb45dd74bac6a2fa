/**
 * The daemon on simulated hardware: a receiver behind a pseudo-terminal, pulses from a made-up line, an own CA.
 *
 * <p>Everything here runs in real time and on loopback; nothing here can reach the machine's clock.
 */
package org.timeball.firmware.appliance.demo;
