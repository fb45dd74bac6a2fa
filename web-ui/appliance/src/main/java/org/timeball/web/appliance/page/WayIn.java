package org.timeball.web.appliance.page;

/**
 * Sign-in, or claim.
 *
 * @param complaint why somebody is not in yet; or empty
 * @param name      as they typed it
 * @param isClaimed whether the box has an owner
 * @param isOpen    whether a claim code would let somebody in
 */
public record WayIn(String complaint, String name, boolean isClaimed, boolean isOpen) {}
