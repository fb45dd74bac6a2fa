/**
 * {@code timeball sync}: follows servers of the network and sets this machine's clock by them, as systemd-timesyncd does,
 * with proof by NTS.
 *
 * <p>{@link org.timeball.firmware.sync.daemon.SyncDaemon} is the whole of it: a virtual thread a server asks, one thread
 * owns the clock and decides, the control socket and the service manager are told. Offsets are positive when our clock is
 * behind, and turned round where they are shown.
 */
package org.timeball.firmware.sync.daemon;
