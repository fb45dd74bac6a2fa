/** What a person does with the certificates that the daemon keeps, at a prompt and as the daemon's user. */
package org.timeball.firmware.appliance.certificate;
