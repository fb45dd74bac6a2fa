package org.timeball.firmware.appliance.command;

import java.util.Locale;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs each test where digits and decimal points are others, so that a report that heeds the locale shows. */
final class Abroad implements BeforeEachCallback, AfterEachCallback {

    private final Locale home = Locale.getDefault();

    @Override
    public void beforeEach(ExtensionContext context) {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Locale.setDefault(home);
    }
}
