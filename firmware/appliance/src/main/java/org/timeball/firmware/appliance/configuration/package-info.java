/** {@code timeball config}: the configuration looked at, changed and undone by whoever may change the daemon. */
package org.timeball.firmware.appliance.configuration;
