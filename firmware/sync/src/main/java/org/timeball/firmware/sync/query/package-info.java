/**
 * Asks other servers: {@code query} for the time, {@code nts check} for what is wrong with a server's NTS.
 *
 * <p>Offsets are shown as chronyc shows them, positive when this machine's clock is ahead.
 */
package org.timeball.firmware.sync.query;
