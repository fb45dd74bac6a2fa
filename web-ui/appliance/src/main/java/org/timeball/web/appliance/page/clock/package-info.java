/**
 * What the Clock page says and draws: how far the clock was from the pulse, how its oscillator runs, and how steady both are.
 *
 * <p><b>Rule.</b> Pure: reports of the control socket in, numbers and words out. Offsets are positive when our clock is ahead.
 */
package org.timeball.web.appliance.page.clock;
