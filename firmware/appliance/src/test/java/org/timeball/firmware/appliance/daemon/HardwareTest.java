package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.firmware.board.ReceiverOrders;
import org.timeball.refclock.gnss.setup.ReceiverFamily;
import org.timeball.refclock.gnss.setup.TimeMode;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;

/** The operator's file, in the board's words. */
class HardwareTest {

    record Row(String receiver, ReceiverOrders orders) {
        @Override
        public String toString() {
            return receiver;
        }
    }

    private static ReceiverOrders.SetUp setUp(
            int baud, Optional<ReceiverFamily> family, TimeMode mode, boolean isToBeSaved) {
        return new ReceiverOrders.SetUp(baud, family, mode, isToBeSaved);
    }

    static final List<Row> ROWS = List.of(
            new Row(
                    "",
                    new ReceiverOrders(
                            Optional.empty(),
                            OptionalInt.empty(),
                            Optional.of(setUp(115_200, Optional.empty(), new TimeMode.SurveyIn(86_400, 2), false)))),
            new Row(
                    "port = \"/dev/ttyS1\"\nbaud = 4800\nset-up = false",
                    new ReceiverOrders(Optional.of(Path.of("/dev/ttyS1")), OptionalInt.of(4_800), Optional.empty())),
            new Row(
                    "port = \"/dev/ttyS1\"\nbaud = 9600\nset-up = false\nallow-unchecksummed = true",
                    new ReceiverOrders(
                            Optional.of(Path.of("/dev/ttyS1")), OptionalInt.of(9_600), Optional.empty(), true)),
            new Row(
                    "set-up-baud = 38400\nsurvey = \"quick\"\nsave = true\nmaker = \"u-blox\"",
                    new ReceiverOrders(
                            Optional.empty(),
                            OptionalInt.empty(),
                            Optional.of(setUp(
                                    38_400, Optional.of(ReceiverFamily.UBLOX), new TimeMode.SurveyIn(300, 5), true)))),
            new Row(
                    "survey = \"off\"\nmaker = \"mediatek\"",
                    new ReceiverOrders(
                            Optional.empty(),
                            OptionalInt.empty(),
                            Optional.of(setUp(
                                    115_200, Optional.of(ReceiverFamily.MEDIATEK), new TimeMode.Unchanged(), false)))));

    @ParameterizedTest
    @FieldSource("ROWS")
    void turnsTheOperatorsWordsIntoTheBoards(Row row) throws ConfigException {
        var text = "schema = 1\n[receiver]\n" + row.receiver + "\n[[server]]\nlisten = \"127.0.0.1:0\"\n";
        var read = ConfigReader.parse("/etc/timeball/timeball.toml", text);
        assertEquals(row.orders, Hardware.orders(read.receiver()));
    }
}
