package org.timeball.web.appliance.ntppool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.timeball.web.appliance.ntppool.ScoreReply.Point;

/** Answers of the pool's form, and of no form. */
class ScoreReplyTest {

    static final String WHOLE = """
            {"history":[
              {"ts":1795405200,"offset":0.0012,"step":1,"score":19.9,"monitor_id":24,"rtt":11.5},
              {"ts":1795404300,"offset":0.0010,"step":1,"score":19.4,"monitor_id":7,"rtt":9.1},
              {"ts":1795404000,"offset":null,"step":-5,"score":12.5,"monitor_id":24},
              {"ts":1795403100,"score":13.2,"monitor_id":24}],
             "monitors":[
              {"id":7,"name":"usnyc1","type":"monitor","status":"active","score":19.4,"avg_rtt":9.1},
              {"id":24,"name":"recentmedian","type":"score","status":"","score":19.9}],
             "server":{"ip":"192.0.2.7"}}""";

    @Test
    void takesTheScoreThatStandsForAllWatchers() {
        assertEquals(
                Optional.of(new ScoreReply(
                        19.9,
                        List.of(
                                new Point(1_795_403_100, 13.2),
                                new Point(1_795_404_000, 12.5),
                                new Point(1_795_405_200, 19.9)))),
                ScoreReply.read(WHOLE));
    }

    @Test
    void takesWhatThereIsWhereNobodyStandsForAll() {
        var reply = ScoreReply.read("{\"history\":[{\"ts\":20,\"score\":3},{\"ts\":10,\"score\":-7.5}]}")
                .orElseThrow();

        assertEquals(3, reply.score());
        assertEquals(List.of(new Point(10, -7.5), new Point(20, 3)), reply.points());
        assertTrue(
                Double.isNaN(ScoreReply.read("{\"history\":[]}").orElseThrow().score()));
    }

    @Test
    void leavesOutWhatIsNoScore() {
        var reply = ScoreReply.read(
                        "{\"history\":[{\"ts\":-1,\"score\":3},{\"ts\":5,\"score\":1e9},{\"ts\":\"x\",\"score\":1},"
                                + "{\"ts\":6},{},7,{\"ts\":9,\"score\":20}]}")
                .orElseThrow();

        assertEquals(List.of(new Point(9, 20)), reply.points());
    }

    @Test
    void keepsNoMoreThanWasAskedFor() {
        var history = new StringBuilder("{\"history\":[");
        for (int k = 1; k <= 5_000; k++) {
            history.append(k == 1 ? "" : ",").append("{\"ts\":").append(k).append(",\"score\":20}");
        }

        var points =
                ScoreReply.read(history.append("]}").toString()).orElseThrow().points();

        assertEquals(ScoreReply.MOST_POINTS, points.size());
        assertEquals(5_000, points.getLast().utcSecond());
    }

    @Test
    void anythingAtAllIsReadOrNotAndNeverThrows() {
        var random = new Random(11);
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int k = 0; k < 20_000; k++) {
            byte[] broken = whole.clone();
            for (int flips = random.nextInt(4) + 1; flips > 0; flips--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            String text = new String(broken, 0, random.nextInt(broken.length + 1), StandardCharsets.UTF_8);
            ScoreReply.read(text).ifPresent(reply -> assertTrue(reply.points().size() <= 4));
        }
        for (String text : List.of("", "[]", "null", "7", "{\"history\":{}}", "[".repeat(100_000), "<html>")) {
            assertEquals(Optional.empty(), ScoreReply.read(text), text.substring(0, Math.min(20, text.length())));
        }
    }
}
