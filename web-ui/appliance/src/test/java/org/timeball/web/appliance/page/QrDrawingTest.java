package org.timeball.web.appliance.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Codes drawn by one library and read by another, from the SVG's own path. */
class QrDrawingTest {

    private static final int PIXELS_A_SQUARE = 4;
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

    @Test
    void isReadByAnotherLibrary() throws ReaderException {
        for (String text : new String[] {
            "otpauth://totp/timeball:anna?secret=3KSTXAFLQRPRIKYTHHG3UQ2G4HIGDECG&issuer=timeball",
            "otpauth://totp/ntp1.example%20of%20a%20long%20name:somebody?secret=3KSTXAFLQRPRIKYTHHG3UQ2G4HIGDECG&issuer=x",
            "Zeitball – Überprüfung"
        }) {
            assertEquals(text, read(QrDrawing.of(text)));
        }
    }

    @Test
    void saysNothingOfItsTextInALog() {
        assertFalse(QrDrawing.of("otpauth://secret").toString().contains("M4"));
    }

    private static String read(QrDrawing drawing) throws ReaderException {
        int width = drawing.size() * PIXELS_A_SQUARE;
        int[] pixels = new int[width * width];
        Arrays.fill(pixels, 0xffffff);
        var runs = RUN.matcher(drawing.outline());
        while (runs.find()) {
            int x = Integer.parseInt(runs.group(1)) * PIXELS_A_SQUARE;
            int y = Integer.parseInt(runs.group(2)) * PIXELS_A_SQUARE;
            int length = Integer.parseInt(runs.group(3)) * PIXELS_A_SQUARE;
            for (int row = y; row < y + PIXELS_A_SQUARE; row++) {
                Arrays.fill(pixels, row * width + x, row * width + x + length, 0);
            }
        }
        var picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, width, pixels)));
        return new QRCodeReader().decode(picture).getText();
    }
}
