/**
 * Asks servers for the time, for any daemon: a virtual thread each, cookies and retries kept over restarts.
 *
 * <p>{@link org.timeball.firmware.sync.source.Sources} is all that a daemon sees of it.
 */
package org.timeball.firmware.sync.source;
