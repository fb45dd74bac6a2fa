/**
 * The door of the pages, as HTTP has it: every request passes {@link org.timeball.web.appliance.door.Gate}, which asks who it
 * is and whether the route is for them; claim, sign-in and the settings of who may come in.
 *
 * <p><b>Rule.</b> A route says whom it admits by {@link org.timeball.web.appliance.door.Admits}; one that says nothing admits
 * admins alone. What is decided without HTTP is in {@link org.timeball.web.appliance.access}.
 */
package org.timeball.web.appliance.door;
