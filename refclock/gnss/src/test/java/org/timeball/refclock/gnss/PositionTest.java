package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.time.ReceiverBytes;

class PositionTest {

    private static final double EQUATOR_METRES = 6_378_137;
    private static final double FLATTENING = 1 / 298.257223563;
    private static final double ECCENTRICITY = FLATTENING * (2 - FLATTENING);

    /** Computed by thirty rounds of the textbook's iteration, which is another way than the code's. */
    @Test
    void isThatOfTheSurveyedTimingReceiver() {
        var position = new EarthFixedPosition(-2_386_071.16, -3_922_189.40, 4_414_361.02).toPosition();
        assertEquals(44.068817081, position.latitudeDegrees(), 1e-9);
        assertEquals(-121.314317437, position.longitudeDegrees(), 1e-9);
        assertEquals(1110.2328, position.heightMetres().orElseThrow(), 1e-4);
    }

    @Test
    void comesBackFromEarthFixedCoordinates() {
        var random = new Random(20_266);
        for (int i = 0; i < 10_000; i++) {
            double latitude = random.nextDouble(-90, 90);
            double longitude = random.nextDouble(-180, 180);
            double height = random.nextDouble(-500, 9_000);
            var back = earthFixed(latitude, longitude, height).toPosition();
            assertEquals(latitude, back.latitudeDegrees(), 1e-8);
            assertEquals(longitude, back.longitudeDegrees(), 1e-8);
            assertEquals(height, back.heightMetres().orElseThrow(), 1e-3);
        }
    }

    @Test
    void isSomewhereWhateverTheCoordinates() {
        var random = new Random(20_267);
        for (int i = 0; i < 100_000; i++) {
            new EarthFixedPosition(any(random), any(random), any(random)).toPosition();
        }
        new EarthFixedPosition(0, 0, 0).toPosition();
        assertEquals(90, new EarthFixedPosition(0, 0, 6_400_000).toPosition().latitudeDegrees(), 1e-9);
    }

    @Test
    void tellsHowFarAnotherIs() {
        var home = new Position(48, 11, OptionalDouble.empty());
        assertEquals(0, home.metresTo(home));
        assertEquals(55.6, home.metresTo(new Position(48.0005, 11, OptionalDouble.of(500))), 0.5);
        assertEquals(74.4, home.metresTo(new Position(48, 11.001, OptionalDouble.empty())), 0.5);
        var east = new Position(0, 179.9999, OptionalDouble.empty());
        assertEquals(22.2, east.metresTo(new Position(0, -179.9999, OptionalDouble.empty())), 0.2);
        assertEquals(20_015_115, home.metresTo(new Position(-48, -169, OptionalDouble.empty())), 1_000);
    }

    @Test
    void isNotBeyondThePole() {
        assertThrows(IllegalArgumentException.class, () -> new Position(90.1, 0, OptionalDouble.empty()));
        assertThrows(IllegalArgumentException.class, () -> new Position(0, 181, OptionalDouble.empty()));
        assertThrows(IllegalArgumentException.class, () -> new Position(Double.NaN, 0, OptionalDouble.empty()));
    }

    /** GGA has the height and RMC does not, whichever comes first; GST knows the error, GSA all the dilutions. */
    @Test
    void isDrawnFromAllSentencesOfAnEpoch() {
        var epoch = epoch(
                "GPRMC,120000,A,4742.60,N,01200.60,E,,,221126,,,A",
                "GPGGA,120000,4742.60,N,01200.60,E,1,08,0.9,600.0,M,46.5,M,,",
                "GPGSA,A,3,01,02,03,04,,,,,,,,,1.8,1.0,1.5",
                "GPGST,120000,11,,,,3,4,5.5");
        var position = epoch.position().orElseThrow();
        assertEquals(47.71, position.latitudeDegrees(), 1e-9);
        assertEquals(12.01, position.longitudeDegrees(), 1e-9);
        assertEquals(OptionalDouble.of(646.5), position.heightMetres());
        assertEquals(
                new PositionQuality(
                        OptionalDouble.of(1.8),
                        OptionalDouble.of(1.0),
                        OptionalDouble.of(1.5),
                        OptionalDouble.of(5),
                        OptionalDouble.of(5.5)),
                epoch.positionQuality());
    }

    @Test
    void isNotToldWithoutAFix() {
        assertTrue(epoch("GPRMC,120000,V,4742.60,N,01200.60,E,,,221126,,,N")
                .position()
                .isEmpty());
        assertTrue(epoch("GPRMC,120000,A,4742.60,N,01200.60,E,,,221126,,,E")
                .position()
                .isEmpty());
        assertTrue(epoch("GPGGA,120000,4742.60,N,01200.60,E,8,08,99.99,600.0,M,46.5,M,,")
                .position()
                .isEmpty());
        assertEquals(
                PositionQuality.UNTOLD,
                epoch("GPGGA,120000,,,,,0,00,99.99,,M,,M,,").positionQuality());
    }

    private static Epoch epoch(String... bodies) {
        var receiver = new GnssReceiver(0);
        receiver.accept(new ReceiverBytes(Wire.sentences(bodies), 0));
        return receiver.onSilence(1_000_000_000L).orElseThrow();
    }

    /** Anything that four octets of centimetres can say. */
    private static double any(Random random) {
        return random.nextInt() * 1e-2;
    }

    private static EarthFixedPosition earthFixed(double latitudeDegrees, double longitudeDegrees, double height) {
        double latitude = Math.toRadians(latitudeDegrees);
        double longitude = Math.toRadians(longitudeDegrees);
        double normal = EQUATOR_METRES / Math.sqrt(1 - ECCENTRICITY * Math.pow(Math.sin(latitude), 2));
        double fromAxis = (normal + height) * Math.cos(latitude);
        return new EarthFixedPosition(
                fromAxis * Math.cos(longitude),
                fromAxis * Math.sin(longitude),
                (normal * (1 - ECCENTRICITY) + height) * Math.sin(latitude));
    }
}
