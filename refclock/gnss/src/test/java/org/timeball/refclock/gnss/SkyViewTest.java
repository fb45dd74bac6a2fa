package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;

class SkyViewTest {

    private final SkyView sky = new SkyView();

    @Test
    void waitsUntilAListIsComplete() {
        take("GPGSV,2,1,05,01,40,083,46,02,17,308,41,03,07,344,39,04,22,228,45");
        assertEquals(List.of(), numbers());
        take("GPGSV,2,2,05,05,11,100,30");
        assertEquals(List.of(1, 2, 3, 4, 5), numbers());
        take("GPGSV,2,1,05,11,40,083,46,12,17,308,41,13,07,344,39,14,22,228,45");
        assertEquals(List.of(1, 2, 3, 4, 5), numbers());
    }

    @Test
    void dropsAListThatLostASentence() {
        take("GPGSV,3,1,09,01,40,083,46,02,17,308,41,03,07,344,39,04,22,228,45");
        take("GPGSV,3,3,09,09,11,100,30");
        take("GPGSV,2,2,09,09,11,100,30");
        assertEquals(List.of(), numbers());
    }

    @Test
    void keepsOneSatelliteOfSeveralSignals() {
        take("GPGSV,1,1,01,05,40,083,31,1");
        take("GPGSV,1,1,01,05,40,083,38,6");
        take("GAGSV,1,1,01,05,12,010,20,7");
        assertEquals(
                List.of(
                        new Satellite(Constellation.GPS, 5, 40, 83, 38, false),
                        new Satellite(Constellation.GALILEO, 5, 12, 10, 20, false)),
                sky.satellites());
    }

    @Test
    void marksTheUsedOnesOfTheRightConstellation() {
        take("GPGSV,1,1,03,05,40,083,31,46,29,199,28,07,,,");
        take("GLGSV,1,1,01,70,12,010,20");
        take("GAGSV,1,1,01,05,12,010,20");
        sky.use(List.of(gsa("GNGSA,A,3,05,46,,,,,,,,,,,1.5,0.9,1.2"), gsa("GNGSA,A,3,70,,,,,,,,,,,,1.5,0.9,1.2")));
        assertEquals(3, sky.usedCount());
        assertEquals(
                List.of(true, true, false, true, false),
                sky.satellites().stream().map(Satellite::isUsed).toList());
    }

    @Test
    void forgetsAConstellationThatIsNoLongerTold() {
        take("GLGSV,1,1,01,70,12,010,20");
        for (int epoch = 0; epoch < 61; epoch++) {
            take("GPGSV,1,1,01,05,40,083,31");
            sky.endEpoch();
        }
        assertEquals(List.of(5), numbers());
    }

    private void take(String body) {
        sky.take(assertInstanceOf(NmeaSentence.Gsv.class, SentenceDecoder.decode(body)));
    }

    private static NmeaSentence.Gsa gsa(String body) {
        return assertInstanceOf(NmeaSentence.Gsa.class, SentenceDecoder.decode(body));
    }

    private List<Integer> numbers() {
        return sky.satellites().stream().map(Satellite::number).toList();
    }
}
