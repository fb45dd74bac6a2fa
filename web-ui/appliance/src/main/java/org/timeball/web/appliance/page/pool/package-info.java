/** The page Pools: of which pools this server is a member, and how it stands with each. Pure, as all pages. */
package org.timeball.web.appliance.page.pool;
