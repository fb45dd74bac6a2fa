/** The page Settings: the configuration as it stands, what another text would change, and the last changes. */
package org.timeball.web.appliance.page.settings;
