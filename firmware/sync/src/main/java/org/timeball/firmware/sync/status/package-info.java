/** Asking a daemon of ours how it is: {@code timeball status}, and what every command of that kind has in common. */
package org.timeball.firmware.sync.status;
