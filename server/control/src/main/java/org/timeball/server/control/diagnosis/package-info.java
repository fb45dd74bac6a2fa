/** What a look at a whole box found: checks with a verdict, what was seen, and what to do about it. */
package org.timeball.server.control.diagnosis;
