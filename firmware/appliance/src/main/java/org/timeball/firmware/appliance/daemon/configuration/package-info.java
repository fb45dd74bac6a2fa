/**
 * The configuration's file as the daemon writes it: checked before, undone after.
 *
 * <p>{@link org.timeball.firmware.appliance.daemon.configuration.ConfigurationClerk} is the only place that writes it.
 */
package org.timeball.firmware.appliance.daemon.configuration;
