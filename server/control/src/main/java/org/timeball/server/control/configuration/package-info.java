/** What the daemon tells of its configuration: the operator's file as it stands, and the last changes to it. */
package org.timeball.server.control.configuration;
