/** The {@code timeball} program: the command line, and the commands that start something. */
package org.timeball.firmware.appliance;
