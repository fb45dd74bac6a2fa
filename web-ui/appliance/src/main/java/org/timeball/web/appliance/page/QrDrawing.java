package org.timeball.web.appliance.page;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as the outline of its dark squares, for an SVG whose unit is a square.
 *
 * @param size    of the whole, with the quiet zone that readers need around it
 * @param outline of the dark squares, as an SVG path has it
 * @see <a href="https://www.iso.org/standard/83389.html">ISO/IEC 18004</a>
 */
public record QrDrawing(int size, String outline) {

    /** Squares that stay light on each side (section 5.3.8). */
    private static final int QUIET = 4;

    /** Draws a text of some hundred characters; it is read with 15 % of it damaged. */
    public static QrDrawing of(String text) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        var outline = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    int begin = x;
                    while (x + 1 < code.size && code.getModule(x + 1, y)) {
                        x++;
                    }
                    int width = x + 1 - begin;
                    outline.append('M')
                            .append(begin + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append('h')
                            .append(width)
                            .append("v1h-")
                            .append(width)
                            .append('z');
                }
            }
        }
        return new QrDrawing(code.size + 2 * QUIET, outline.toString());
    }

    /** What it says may be secret. */
    @Override
    public String toString() {
        return "QrDrawing[size=" + size + "]";
    }
}
