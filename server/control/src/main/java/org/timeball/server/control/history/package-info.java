/** What the daemon remembers of the seconds that passed, as it is asked for and told on the control socket. */
package org.timeball.server.control.history;
