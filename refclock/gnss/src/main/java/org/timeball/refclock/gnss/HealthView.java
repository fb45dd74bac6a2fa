package org.timeball.refclock.gnss;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What a receiver says about itself, gathered from messages that come whenever it likes. */
final class HealthView {

    private Identification identification = Identification.NONE;
    private AntennaState antenna = AntennaState.UNKNOWN;
    private Jamming radioJamming = Jamming.UNKNOWN;
    private Jamming securityJamming = Jamming.UNKNOWN;
    private Spoofing statusSpoofing = Spoofing.UNKNOWN;
    private Spoofing securitySpoofing = Spoofing.UNKNOWN;
    private Optional<Survey> survey = Optional.empty();
    private OptionalLong clockBiasNanos = OptionalLong.empty();
    private OptionalLong clockDriftNanosPerSecond = OptionalLong.empty();

    /** What model and firmware are known from. */
    private record Identification(String model, String firmware) {
        static final Identification NONE = new Identification("", "");
    }

    /** Takes any message; those that say nothing of the receiver itself change nothing. */
    void take(ReceiverMessage message) {
        switch (message) {
            case NmeaSentence sentence -> take(sentence);
            case UbxFrame frame -> take(frame);
            case ReceiverMessage.Malformed _ -> {}
        }
    }

    ReceiverHealth health() {
        return new ReceiverHealth(
                identification.model,
                identification.firmware,
                antenna,
                radioJamming.or(securityJamming),
                statusSpoofing.or(securitySpoofing),
                survey,
                clockBiasNanos,
                clockDriftNanosPerSecond);
    }

    private void take(NmeaSentence sentence) {
        switch (sentence) {
            case NmeaSentence.Txt txt -> take(txt);
            case NmeaSentence.Pmtk pmtk ->
                pmtk.release().ifPresent(it -> identification = new Identification(it.model(), it.firmware()));
            case NmeaSentence.Rmc _,
                    NmeaSentence.Zda _,
                    NmeaSentence.Gga _,
                    NmeaSentence.Gns _,
                    NmeaSentence.Gll _,
                    NmeaSentence.Gst _,
                    NmeaSentence.Gsa _,
                    NmeaSentence.Gsv _,
                    NmeaSentence.Other _ -> {}
        }
    }

    private void take(UbxFrame frame) {
        switch (frame) {
            case UbxFrame.NavStatus status -> statusSpoofing = status.spoofing();
            case UbxFrame.NavClock clock -> {
                clockBiasNanos = OptionalLong.of(clock.biasNanos());
                clockDriftNanosPerSecond = OptionalLong.of(clock.driftNanosPerSecond());
            }
            case UbxFrame.NavSvin svin -> survey = Optional.of(svin.survey());
            case UbxFrame.TimSvin svin -> survey = Optional.of(svin.survey());
            case UbxFrame.MonVer version ->
                identification = new Identification(version.model(), version.firmwareVersion());
            case UbxFrame.MonHw hardware -> takeRadios(List.of(hardware.radio()));
            case UbxFrame.MonRf radio -> takeRadios(radio.radios());
            case UbxFrame.SecSig security -> {
                securityJamming = security.jamming();
                securitySpoofing = security.spoofing();
            }
            case UbxFrame.NavPvt _,
                    UbxFrame.NavSol _,
                    UbxFrame.NavSat _,
                    UbxFrame.NavSvInfo _,
                    UbxFrame.NavTimeUtc _,
                    UbxFrame.NavTimeGps _,
                    UbxFrame.NavTimeLs _,
                    UbxFrame.TimTp _,
                    UbxFrame.Ack _,
                    UbxFrame.Cfg _,
                    UbxFrame.Other _ -> {}
        }
    }

    private void takeRadios(List<RadioState> radios) {
        antenna = AntennaState.UNKNOWN;
        radioJamming = Jamming.UNKNOWN;
        for (var radio : radios) {
            antenna = antenna.or(radio.antenna());
            radioJamming = radioJamming.or(radio.jamming());
        }
    }

    /** Antenna words of u-blox ({@code ANTSTATUS=OK}) and CASIC ({@code ANTENNA OK}), and lines of their banners. */
    private void take(NmeaSentence.Txt txt) {
        String text = txt.text().strip();
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.startsWith("ANTSTATUS=") || upper.startsWith("ANTENNA ")) {
            antenna = switch (upper.substring(upper.startsWith("ANTSTATUS=") ? 10 : 8)) {
                case "OK" -> AntennaState.OK;
                case "OPEN" -> AntennaState.OPEN;
                case "SHORT" -> AntennaState.SHORT;
                default -> AntennaState.UNKNOWN;
            };
        } else if (upper.startsWith("MOD=") || upper.startsWith("IC=")) {
            identification = new Identification(text.substring(text.indexOf('=') + 1), identification.firmware);
        } else if (upper.startsWith("FWVER=") || upper.startsWith("SW=")) {
            identification = new Identification(identification.model, text.substring(text.indexOf('=') + 1));
        }
    }
}
