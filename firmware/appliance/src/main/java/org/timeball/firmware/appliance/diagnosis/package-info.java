/**
 * Facts for the guided checks: each {@code …Look} reads one kind of them off the machine, holds no rules and changes
 * nothing. {@code timeball diag} has them of the daemon, or gathers them itself where none answers.
 */
package org.timeball.firmware.appliance.diagnosis;
