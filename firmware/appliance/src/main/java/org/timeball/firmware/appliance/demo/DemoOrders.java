package org.timeball.firmware.appliance.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a demo is asked to be.
 *
 * @param state                its folder, or none for a temporary one
 * @param ntpPort              UDP, on loopback
 * @param keyExchangePort      TCP, on loopback
 * @param webPort              TCP, on loopback
 * @param recording            a real receiver's bytes to replay, or none for a simulated receiver
 * @param holdoverLimitSeconds the bound at which it stops vouching for its time
 */
public record DemoOrders(
        Optional<Path> state,
        int ntpPort,
        int keyExchangePort,
        int webPort,
        Optional<Path> recording,
        double holdoverLimitSeconds) {}
