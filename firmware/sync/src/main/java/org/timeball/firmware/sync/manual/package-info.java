/** The manual of the small program, made by the build from what its commands say of themselves. */
package org.timeball.firmware.sync.manual;
