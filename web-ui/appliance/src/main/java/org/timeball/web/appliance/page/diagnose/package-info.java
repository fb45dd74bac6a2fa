/** The page Diagnose: the daemon's guided checks, with what to do. Pure, as all pages. */
package org.timeball.web.appliance.page.diagnose;
