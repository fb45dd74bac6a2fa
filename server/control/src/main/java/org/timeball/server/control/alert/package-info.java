/** Alerts as the control socket tells of them: what is raised, what was told, and by which channels. No secret is in it. */
package org.timeball.server.control.alert;
