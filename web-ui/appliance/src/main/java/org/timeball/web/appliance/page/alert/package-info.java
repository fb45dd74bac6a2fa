/** The page Alerts as values: what is raised, who is told and whether it arrives, what was told last. */
package org.timeball.web.appliance.page.alert;
