package org.timeball.web.appliance.door;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Whom the route of a method is for; a route without it admits {@link Admitted#ADMINS} alone. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Admits {

    /** Whom. */
    Admitted value();
}
