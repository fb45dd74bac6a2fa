/**
 * What is on the board: so far, the serial ports, and the receiver that speaks through one of them.
 *
 * <p><b>Rule.</b> Adapters only. The libraries that reach the hardware end here: none of their types leaves the
 * package.
 */
package org.timeball.firmware.board;
