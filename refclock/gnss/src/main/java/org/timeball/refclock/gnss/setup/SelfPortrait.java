package org.timeball.refclock.gnss.setup;

import java.util.Locale;
import java.util.Optional;
import org.timeball.refclock.gnss.NmeaSentence;
import org.timeball.refclock.gnss.ReceiverMessage;
import org.timeball.refclock.gnss.UbxFrame;

/** What a receiver lets be known of its maker by what it says unasked. */
final class SelfPortrait {

    private boolean hasSpokenUbx;
    private boolean hasSpokenPmtk;
    private String stranger = "";

    void take(ReceiverMessage message) {
        switch (message) {
            case UbxFrame _ -> hasSpokenUbx = true;
            case NmeaSentence.Pmtk _ -> hasSpokenPmtk = true;
            case NmeaSentence.Txt txt -> takeBanner(txt.text());
            case NmeaSentence.Other other -> takeAddress(other.id());
            case NmeaSentence _, ReceiverMessage.Malformed _ -> {}
        }
    }

    /** Who made it, if it let that be known and does not contradict itself. */
    Optional<ReceiverFamily> family() {
        if (hasSpokenUbx == hasSpokenPmtk) {
            return Optional.empty();
        }
        return Optional.of(hasSpokenUbx ? ReceiverFamily.UBLOX : ReceiverFamily.MEDIATEK);
    }

    boolean isContradictory() {
        return hasSpokenUbx && hasSpokenPmtk;
    }

    /** The first words by which another maker gave itself away; empty if none did. */
    String stranger() {
        return stranger;
    }

    /** A u-blox receiver greets so at power-on; one by another maker that copies it would say what it is beside. */
    private void takeBanner(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("u-blox ag") || lower.startsWith("fwver=") || lower.startsWith("protver")) {
            hasSpokenUbx = true;
        } else if (lower.startsWith("ma=") || lower.startsWith("ic=") || lower.startsWith("sw=")) {
            noteStranger(text);
        }
    }

    private void takeAddress(String address) {
        if (address.startsWith("PUBX")) {
            hasSpokenUbx = true;
        } else if (address.startsWith("PMTK")) {
            hasSpokenPmtk = true;
        } else if (address.startsWith("P")) {
            noteStranger("$" + address);
        }
    }

    private void noteStranger(String words) {
        stranger = stranger.isEmpty() ? words : stranger;
    }
}
