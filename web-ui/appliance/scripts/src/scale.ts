/** How far an axis goes: steps of 1, 2 and 5, and no jumping to and fro when a number or two come and go. */

/** An axis stays as it is while its numbers fill this share of it. */
const STAY = 0.3;

const HEADROOM = 0.06;

/** Numbers that differ by less than this share of them are one. */
const FLAT = 1e-9;

export class Scale {
  #from = Number.NaN;
  #to = Number.NaN;

  /** The range for numbers between these; one that is too narrow to draw is widened. */
  range(least: number, most: number): [number, number] {
    if (most - least <= Math.abs(most) * FLAT) {
      const margin = Math.max(Math.abs(most) / 10, least === 0 ? 1 : 0);
      return this.range(least - margin, most + margin);
    }
    const spread = most - least;
    const isInside = least >= this.#from && most <= this.#to;
    if (isInside && spread >= STAY * (this.#to - this.#from)) {
      return [this.#from, this.#to];
    }
    const step = oneTwoFive((spread * (1 + 2 * HEADROOM)) / 5);
    this.#from = Math.floor((least - HEADROOM * spread) / step) * step;
    this.#to = Math.ceil((most + HEADROOM * spread) / step) * step;
    return [this.#from, this.#to];
  }
}

function oneTwoFive(needed: number): number {
  const decade = 10 ** Math.floor(Math.log10(needed));
  const step = [1, 2, 5].find((candidate) => candidate * decade >= needed) ?? 10;
  return step * decade;
}
