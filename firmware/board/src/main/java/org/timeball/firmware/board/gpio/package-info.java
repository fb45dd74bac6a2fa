/**
 * The board's header: which pin carries the pulse, a light and a button.
 *
 * <p>What decides is pure: edges with their stamps in, a verdict out; a state and a time in, lit or not out. Pi4J is
 * reached in {@link org.timeball.firmware.board.gpio.Header} alone, by the provider that is named there: it never chooses
 * one by itself, because off a Pi it would choose one that only pretends.
 */
package org.timeball.firmware.board.gpio;
