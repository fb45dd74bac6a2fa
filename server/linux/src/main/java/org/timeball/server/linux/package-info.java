/**
 * UDP as the Linux kernel gives it: many datagrams in one call, each with the time at which the kernel received it.
 *
 * <p>A {@link org.timeball.server.linux.UdpSocket} fills a {@link org.timeball.server.linux.UdpBatch}; the datagrams
 * are read and answered where they lie, and nothing is allocated for them.
 *
 * <p><b>Platform.</b> Linux on x86_64 or aarch64, with glibc. Elsewhere the first use of a class fails and says so; a
 * server there needs a {@code DatagramChannel} and a coarser declared precision.
 *
 * <p><b>Rule.</b> Adapters only: what a datagram means is decided elsewhere.
 */
package org.timeball.server.linux;
