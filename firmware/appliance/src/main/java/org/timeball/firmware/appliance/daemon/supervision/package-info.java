/**
 * Telling the service manager how the daemon is, and why it should be believed.
 *
 * <p>systemd starts the daemon with {@code NOTIFY_SOCKET} and {@code WATCHDOG_USEC} in its environment. It is told when
 * the daemon serves, what it serves, that it ends, and, as long as packets are answered and the clock ticks, that it is
 * well; a daemon of which it no longer hears that is killed and started anew.
 *
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>
 */
package org.timeball.firmware.appliance.daemon.supervision;
