/**
 * What every daemon of ours needs of its process, whatever it does: threads whose faults end it, an end in order, word to
 * the service manager, a signal that has the configuration read again, and the file of what its clock remembers.
 *
 * <p>systemd starts a daemon with {@code NOTIFY_SOCKET} and {@code WATCHDOG_USEC} in its environment. It is told when the
 * daemon is ready, how it is, and, as long as a look at the daemon finds nothing wrong, that it is well; a daemon of which
 * it no longer hears that is killed and started anew.
 *
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>
 */
package org.timeball.firmware.sync.service;
