/**
 * What the pages cost: octets, processor time, memory, and what an NTP client notices of them. The pages' process is measured from
 * outside, as a browser sees it.
 */
package org.timeball.firmware.appliance.bench.web;
