/** Numbers along an axis, as the server's tables write them: a real minus, a non-breaking space before the unit. */

import type { Axis } from "./sheet.js";

const PREFIXES: readonly (readonly [number, string])[] = [
  [1, ""],
  [1e-3, "m"],
  [1e-6, "µ"],
  [1e-9, "n"],
  [1e-12, "p"],
];

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const DAY = 86_400;

export function plain(value: number, decimals: number): string {
  return value.toFixed(decimals).replace("-", "\u2212");
}

/** 20 µs, 300 s: for axes whose numbers are far apart. */
function engineering(value: number, unit: string): string {
  for (const [size, prefix] of PREFIXES) {
    if (value >= size * 0.999) {
      return `${Number((value / size).toPrecision(3))}\u00a0${prefix}${unit}`;
    }
  }
  return `${value}\u00a0${unit}`;
}

/** 10⁻⁹, 3.2·10⁻⁹. */
function power(value: number): string {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const leading = Number((value / 10 ** exponent).toPrecision(3));
  const raised = String(exponent).replace(/./g, (digit) => (digit === "-" ? "⁻" : (SUPERSCRIPTS[Number(digit)] ?? digit)));
  return `${leading === 1 ? "" : `${leading}·`}10${raised}`;
}

/** The time of day, with its date where that is the point; UTC. */
export function moment(seconds: number, step: number): string {
  const iso = new Date(seconds * 1000).toISOString();
  if (step >= DAY) {
    return iso.slice(0, 10);
  }
  if (seconds % DAY === 0) {
    return iso.slice(5, 10);
  }
  return iso.slice(11, step < 60 ? 19 : 16);
}

/** One number of an axis for a person who asks for it. */
export function reading(value: number, axis: Axis, decimals: number): string {
  switch (axis.kind) {
    case "TIME":
      return `${new Date(value * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
    case "LOG":
      return axis.unit === "" ? power(value) : engineering(value, axis.unit);
    case "LINEAR":
    case "COUNT":
      return `${plain(value, decimals)}${axis.unit === "" ? "" : `\u00a0${axis.unit}`}`;
  }
}

/** The numbers along an axis, which have one count of decimals. */
export function ticks(values: readonly (number | null)[], axis: Axis, step: number): string[] {
  const decimals = decimalsOf(step);
  return values.map((value) => {
    if (value === null) {
      return "";
    }
    switch (axis.kind) {
      case "TIME":
        return moment(value, step);
      case "LOG":
        return axis.unit === "" ? power(value) : engineering(value, axis.unit);
      case "LINEAR":
      case "COUNT":
        return plain(value, decimals);
    }
  });
}

/** As many as it takes to write a step out: two for 0.25. */
function decimalsOf(step: number): number {
  let decimals = 0;
  while (decimals < 6 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6) {
    decimals++;
  }
  return decimals;
}
