/** The small program: what asks other servers, on a path of its own that a small device can carry. */
package org.timeball.firmware.sync;
