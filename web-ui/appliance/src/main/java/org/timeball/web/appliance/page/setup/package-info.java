/** The pages of the first set-up. */
package org.timeball.web.appliance.page.setup;
