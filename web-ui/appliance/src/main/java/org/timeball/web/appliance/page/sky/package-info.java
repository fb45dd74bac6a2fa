/**
 * What the Sky page says and draws: where satellites went in the last day, how strong they were, and what stands in the way.
 *
 * <p><b>Rule.</b> Pure but for {@link org.timeball.web.appliance.page.sky.SkyMemory}, which remembers.
 */
package org.timeball.web.appliance.page.sky;
