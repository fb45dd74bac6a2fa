/**
 * What the service manager is told of the box's daemon, and why it should be believed: it is well as long as packets are
 * answered and the clock ticks.
 */
package org.timeball.firmware.appliance.daemon.supervision;
