/**
 * What a person may give away when they ask for help: shown before it is written, with secrets, positions and other people's
 * addresses left out or shortened.
 */
package org.timeball.firmware.appliance.support;
