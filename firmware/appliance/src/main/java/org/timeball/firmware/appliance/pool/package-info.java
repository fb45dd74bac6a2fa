/**
 * Membership in pools of NTS servers as the operator sees it: files of tokens, the watch on them, and the command
 * {@code timeball pool}.
 *
 * <p><b>Secrets.</b> A token's text is in its file and, while that is read or written, in a {@link
 * org.timeball.firmware.appliance.pool.TokenLine}, which does not print it; the daemon goes by digests.
 */
package org.timeball.firmware.appliance.pool;
