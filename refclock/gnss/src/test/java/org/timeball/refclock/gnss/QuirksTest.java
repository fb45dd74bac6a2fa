package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.time.ReceiverBytes;

/**
 * What real receivers are known to do, each shown by a recording of one that does it, where there is one. How far a valid
 * second is believed is the discipline's business: those tests are in its module, and named here.
 *
 * <table>
 * <caption>Which test proves which quirk</caption>
 * <tr><td>1</td><td>time before a fix</td><td>doesNotVouchForAClockThatHasNotSeenTheSky,
 *     waitsForAFixWhereStatusActiveComesBeforeIt; PulseLabelerTest.namesWhenBurstsAgree</td></tr>
 * <tr><td>2</td><td>the date lags at midnight</td><td>quirk2RmcAndZdaDisagreeAtMidnight;
 *     NamingFaultsTest.quirk2DateLagsAtMidnight</td></tr>
 * <tr><td>3</td><td>week rollover</td><td>undoesTheWeekRolloverOfRealReceivers,
 *     callsADateThatIsNoneMalformed; WeekRolloverTest</td></tr>
 * <tr><td>4</td><td>leap seconds unknown at a cold start</td><td>FrameDecoderTest.doesNotTrustTheFirmwaresLeapSeconds;
 *     LeapCountScenarioTest</td></tr>
 * <tr><td>5</td><td>sentences come late, and wander</td><td>GnssReceiverTest.stampsABurstByItsFirstByteAndNotByItsTime;
 *     NamingFaultsTest.g7NoNameEverChangesByASecond</td></tr>
 * <tr><td>6</td><td>fractions .99 and .02</td><td>roundsATimeOfFixToItsSecond; EpochKeyTest</td></tr>
 * <tr><td>7</td><td>Garmin: GLL trails, pulses without a fix</td><td>namesGarminsSecondByRmcWhereGllTrails,
 *     doesNotBelieveGllThatTrailsOrLeaps; NamingFaultsTest.quirk7PulsesThatGoOnWithoutAFix</td></tr>
 * <tr><td>8</td><td>two times in a burst, RMC missing</td><td>quirk8ABurstWithoutItsRmcNamesNoSecond,
 *     bridgesALostSentenceByGllThatHasAgreed; GnssReceiverTest.splitsABurstThatSpeaksOfTwoSeconds</td></tr>
 * <tr><td>9</td><td>two protocols mixed</td><td>readsTwoProtocolsMixed; ReceiverDecoderTest</td></tr>
 * <tr><td>10</td><td>sentences all empty</td><td>takesAllEmptySentencesForNoFix</td></tr>
 * <tr><td>11</td><td>CASIC between NMEA</td><td>skipsCasicFramesBetweenSentences</td></tr>
 * <tr><td>1.1</td><td>no checksums at all</td><td>takesUncheckedSentencesWhereAllowed,
 *     believesNoUncheckedSentenceOfAReceiverThatChecks; ReceiverDecoderTest</td></tr>
 * <tr><td>12</td><td>order of baud rates</td><td>BaudSearchTest.quirk12BaudSearchOrder</td></tr>
 * </table>
 */
class QuirksTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void doesNotVouchForAClockThatHasNotSeenTheSky() throws IOException {
        var epochs = replayed("mtk-3301", 0);
        assertEquals("1980-01-05T23:59:46Z", instant(epochs.get(0)), "what the receiver was born with");
        assertFalse(epochs.get(0).isTimeValid());
        assertEquals("1980-01-12T08:14:33Z", instant(epochs.get(5)), "the time of day is right already");
        assertFalse(epochs.get(5).isTimeValid());
        assertEquals(
                List.of("2008-08-23T08:14:36Z", "2008-08-23T08:14:37Z", "2008-08-23T08:14:38Z", "2008-08-23T08:14:39Z"),
                epochs.stream()
                        .filter(Epoch::isTimeValid)
                        .map(QuirksTest::instant)
                        .toList());
    }

    @Test
    void waitsForAFixWhereStatusActiveComesBeforeIt() {
        var receiver = new GnssReceiver(0);
        receiver.accept(new ReceiverBytes(Wire.sentence("GPRMC,081435.000,A,,,,,,,230808,,,N"), 0));
        assertFalse(receiver.onSilence(SECOND).orElseThrow().isTimeValid());
    }

    /** The first sentences of a day, ZDA's date a sentence behind RMC's, and the other way round: one second each. */
    @Test
    void quirk2RmcAndZdaDisagreeAtMidnight() {
        assertEquals("2026-11-23T00:00:00Z", atMidnight("231126", "22,11,2026"));
        assertEquals("2026-11-22T00:00:00Z", atMidnight("221126", "23,11,2026"), "left to the discipline");
    }

    private static String atMidnight(String rmcDate, String zdaDate) {
        var receiver = new GnssReceiver(0);
        receiver.accept(new ReceiverBytes(
                Wire.sentences(
                        "GPZDA,000000.00,%s,00,00".formatted(zdaDate),
                        "GPRMC,000000.00,A,,,,,,,%s,,,A".formatted(rmcDate),
                        "GPGSA,A,3,01,02,03,04,,,,,,,,,1,1,1"),
                0));
        var epoch = receiver.onSilence(SECOND).orElseThrow();
        assertTrue(receiver.onSilence(SECOND).isEmpty(), "one burst, one epoch");
        return instant(epoch);
    }

    private static final String UNCHECKED = "$GPRMC,130000,A,4742.0,N,01200.0,E,0.0,0.0,221126,,\r\n"
            + "$GPGSA,A,3,01,02,03,04,,,,,,,,,1.8,1.0,1.5\r\n";

    /** HP's 58534A never sends a checksum: its operator may say so, and nobody else's lines are taken unchecked. */
    @Test
    void takesUncheckedSentencesWhereAllowed() {
        var refusing = new GnssReceiver(0);
        refusing.accept(new ReceiverBytes(Wire.ascii(UNCHECKED), 0));
        assertTrue(refusing.onSilence(SECOND).isEmpty());
        assertEquals(2, refusing.report().counters().malformed());

        var allowing = new GnssReceiver(0, new ReceiverDecoder(true));
        allowing.accept(new ReceiverBytes(Wire.ascii(UNCHECKED), 0));
        var epoch = allowing.onSilence(SECOND).orElseThrow();
        assertEquals("2026-11-22T13:00:00Z", instant(epoch));
        assertTrue(epoch.isTimeValid());
        assertEquals(2, allowing.report().counters().messages());
    }

    /** One that does send them has lost the checksum on the way, and what else nobody knows; a wrong one stays wrong. */
    @Test
    void believesNoUncheckedSentenceOfAReceiverThatChecks() {
        var decoder = new ReceiverDecoder(true);
        var messages = new ArrayList<ReceivedMessage>();
        decoder.accept(Wire.ascii("$GPRMC,130000,A*00\r\n$GPRMC,130000,A*\r\n"), messages::add);
        assertEquals(List.of(), messages);

        decoder.accept(Wire.sentence("GPRMC,130000,A,,,,,,,221126,,,A"), messages::add);
        decoder.accept(Wire.ascii(UNCHECKED), messages::add);
        assertEquals(1, messages.size());
    }

    @Test
    void undoesTheWeekRolloverOfRealReceivers() throws IOException {
        long floor = Instant.parse("2019-04-06T00:00:00Z").getEpochSecond();
        var coldboot = replayed("gp-320fw-2019-04-07-coldboot", floor);
        assertTrue(coldboot.stream()
                .filter(Epoch::isTimeValid)
                .allMatch(epoch -> instant(epoch).startsWith("2019-04-07T")));
        var april = replayed("april6_2019", floor);
        assertEquals(
                List.of("2019-04-07T00:02:31Z"),
                april.stream()
                        .filter(Epoch::isTimeValid)
                        .map(QuirksTest::instant)
                        .toList());
    }

    @Test
    void callsADateThatIsNoneMalformed() throws IOException {
        var malformed = Wire.decoded(SharedRecordings.bytes("april6_2019")).stream()
                .map(ReceivedMessage::message)
                .filter(ReceiverMessage.Malformed.class::isInstance)
                .toList();
        assertEquals(1, malformed.size());
        assertTrue(malformed.getFirst().toString().contains("2208-1"), malformed::toString);
    }

    @Test
    void roundsATimeOfFixToItsSecond() throws IOException {
        var rmc = Wire.decoded(SharedRecordings.bytes("gp-320fw-2019-04-06-overflow")).stream()
                .map(ReceivedMessage::message)
                .filter(NmeaSentence.Rmc.class::isInstance)
                .map(NmeaSentence.Rmc.class::cast)
                .toList();
        assertTrue(rmc.stream().anyMatch(it -> it.timeOfDayNanos().getAsLong() % SECOND != 0), "fractions occur");
        var seconds = replayed("gp-320fw-2019-04-06-overflow", 0).stream()
                .map(epoch -> epoch.utcSecond().getAsLong())
                .toList();
        for (int i = 1; i < seconds.size(); i++) {
            assertTrue(seconds.get(i) > seconds.get(i - 1), "each second once, in order");
        }
    }

    @Test
    void namesGarminsSecondByRmcWhereGllTrails() throws IOException {
        var messages = Wire.decoded(SharedRecordings.bytes("garmin17n")).stream()
                .map(ReceivedMessage::message)
                .toList();
        var epochs = replayed("garmin17n", 0);
        assertEquals(
                2, messages.stream().filter(NmeaSentence.Gll.class::isInstance).count());
        assertEquals(
                List.of("2005-03-16T09:38:02Z", "2005-03-16T09:38:03Z"),
                epochs.stream().map(QuirksTest::instant).toList());
    }

    @Test
    void takesAllEmptySentencesForNoFix() throws IOException {
        var epochs = replayed("quectel-eg25-g", 0);
        var empty = epochs.stream().filter(epoch -> epoch.utcSecond().isEmpty()).toList();
        assertEquals(37, empty.size());
        assertTrue(empty.stream().allMatch(epoch -> epoch.fix() == Fix.NONE && !epoch.isTimeValid()));
    }

    @Test
    void readsTwoProtocolsMixed() throws IOException {
        var receiver = new GnssReceiver(0);
        receiver.accept(new ReceiverBytes(SharedRecordings.bytes("ublox-lea-m8f"), 0));
        assertEquals("NMEA + UBX", receiver.report().protocol());
        assertEquals("LEA-M8F-0", receiver.report().health().model());
    }

    /** CASIC frames begin with BA CE; two bytes of length, class, id, payload and four of checksum follow. */
    @Test
    void skipsCasicFramesBetweenSentences() {
        byte[] casic = Wire.hex("bace0400050105000600060b0500");
        byte[] sentence = Wire.sentence("GNGGA,120000.00,,,,,1,08,,,,,,,");
        var counters = new ReceiverDecoder();
        var messages = new ArrayList<ReceivedMessage>();
        counters.accept(Wire.joined(casic, sentence, casic, sentence), messages::add);
        assertEquals(2, messages.size());
        assertEquals(2L * casic.length, counters.counters().noiseBytes());
    }

    /** As Telit's PLS83-W and SiRF V do; the burst's first byte and the best of the words are the epoch's. */
    @Test
    void takesOneSentenceForEachConstellationForOneEpoch() {
        var receiver = new GnssReceiver(0);
        var epochs = new ArrayList<Epoch>();
        for (int second = 0; second < 3; second++) {
            epochs.addAll(receiver.accept(new ReceiverBytes(
                    Wire.sentences(
                            "GPGGA,04353%d.00,4333.190206,N,00127.618380,E,1,05,1.3,250.8,M,50.0,M,,".formatted(second),
                            "GAGGA,04353%d.00,,,,,0,00,,,M,,M,,".formatted(second),
                            "GPRMC,04353%d.00,A,4333.190206,N,00127.618380,E,0.0,,040925,,,A,V".formatted(second),
                            "GARMC,04353%d.00,V,,,,,,,040925,,,N,V".formatted(second),
                            "GNGSA,A,3,02,08,10,23,27,,,,,,,,1.6,1.3,0.9,1"),
                    second * SECOND)));
        }
        receiver.onSilence(3 * SECOND).ifPresent(epochs::add);
        assertEquals(
                List.of("2025-09-04T04:35:30Z", "2025-09-04T04:35:31Z", "2025-09-04T04:35:32Z"),
                epochs.stream().map(QuirksTest::instant).toList());
        assertTrue(epochs.stream().allMatch(epoch -> epoch.isTimeValid() && epoch.fix() == Fix.THREE_D));
        assertTrue(epochs.stream().allMatch(epoch -> epoch.position().isPresent()));
    }

    /** As Quectel's LC79D: 30 GGA, 29 RMC. A time of day without a date names nothing, and disturbs nothing. */
    @Test
    void quirk8ABurstWithoutItsRmcNamesNoSecond() {
        var receiver = new GnssReceiver(0);
        var epochs = new ArrayList<Epoch>();
        for (int second = 0; second < 30; second++) {
            byte[] gga = Wire.sentence("GNGGA,1200%02d.00,,,,,1,08,,,,,,,".formatted(second));
            byte[] rmc = Wire.sentence("GNRMC,1200%02d.00,A,,,,,,,221126,,,A".formatted(second));
            byte[] burst = second == 17 ? gga : Wire.joined(gga, rmc);
            epochs.addAll(receiver.accept(new ReceiverBytes(burst, second * SECOND)));
        }
        receiver.onSilence(31 * SECOND).ifPresent(epochs::add);
        assertEquals(30, epochs.size());
        for (int second = 0; second < 30; second++) {
            String expected = second == 17 ? "" : "2026-11-22T12:00:%02dZ".formatted(second);
            assertEquals(expected, instant(epochs.get(second)));
            assertEquals(second != 17, epochs.get(second).isTimeValid());
        }
    }

    @Test
    void bridgesALostSentenceByGllThatHasAgreed() {
        assertEquals(
                List.of("12:00:00", "12:00:01", "12:00:02", "12:00:03", "12:00:04"),
                secondsWithGll('A', 0, "120004.00"));
    }

    @Test
    void doesNotBelieveGllThatTrailsOrLeaps() {
        assertEquals(List.of("12:00:00", "12:00:01", "12:00:02", "12:00:03"), secondsWithGll('A', -1, "120004.00"));
        assertEquals(List.of("12:00:00", "12:00:01", "12:00:02", "12:00:03"), secondsWithGll('A', 0, "120104.00"));
        assertEquals(List.of("12:00:00", "12:00:01", "12:00:02", "12:00:03"), secondsWithGll('A', 0, "120003.00"));
        assertEquals(List.of(), secondsWithGll('V', 0, "120004.00"), "from a second nobody vouched for");
    }

    /** Four bursts with RMC and GLL, GLL off by so many seconds, and a fifth that has lost its RMC. */
    private static List<String> secondsWithGll(char status, int gllOffset, String lastGll) {
        var receiver = new GnssReceiver(0);
        var epochs = new ArrayList<Epoch>();
        for (int second = 0; second <= 4; second++) {
            String gll = second == 4 ? lastGll : "1200%02d.00".formatted(Math.floorMod(second + gllOffset, 60));
            byte[] rest = Wire.sentences("GPGLL,,,,," + gll + ",A,A", "GPGSA,A,3,01,02,03,04,,,,,,,,,1,1,1");
            byte[] rmc = Wire.sentence("GPRMC,1200%02d.00,%s,,,,,,,221126,,,A".formatted(second, status));
            byte[] burst = second == 4 ? rest : Wire.joined(rmc, rest);
            epochs.addAll(receiver.accept(new ReceiverBytes(burst, second * SECOND)));
        }
        receiver.onSilence(10 * SECOND).ifPresent(epochs::add);
        return epochs.stream()
                .filter(epoch -> epoch.isTimeValid())
                .map(epoch -> instant(epoch).substring(11, 19))
                .toList();
    }

    private static List<Epoch> replayed(String name, long floorUtcSecond) throws IOException {
        var receiver = new GnssReceiver(floorUtcSecond);
        var epochs = new ArrayList<Epoch>();
        long rawNanos = 0;
        for (byte[] chunk : RecordingCutter.cutIntoEpochs(SharedRecordings.bytes(name))) {
            epochs.addAll(receiver.accept(new ReceiverBytes(chunk, rawNanos)));
            rawNanos += SECOND;
        }
        receiver.onSilence(rawNanos).ifPresent(epochs::add);
        return epochs;
    }

    private static String instant(Epoch epoch) {
        return epoch.utcSecond().isEmpty()
                ? ""
                : Instant.ofEpochSecond(epoch.utcSecond().getAsLong()).toString();
    }
}
