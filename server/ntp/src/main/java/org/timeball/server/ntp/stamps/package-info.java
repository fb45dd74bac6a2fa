/**
 * When replies leave: what the kernel said of earlier ones, for interleaved mode and for the stamp of the next.
 *
 * <p><b>Rule.</b> Pure: readings of the machine's clock in, numbers out. One thread owns each table.
 */
package org.timeball.server.ntp.stamps;
