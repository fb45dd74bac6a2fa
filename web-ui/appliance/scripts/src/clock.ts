/**
 * A clock that shows the server's time: set by each event, run on in between by the page's stopwatch.
 * The browser's own idea of the time of day is never asked.
 */

const SECOND = 1000;

/** A difference larger than this is a step of the served time, not a late event. */
const STEP = 500;

/** Later events may be this much late or early without moving the clock, which keeps the seconds even. */
const LATE = 50;

export class ServedClock {
  readonly #face: HTMLElement;

  /** Served time less the stopwatch, in milliseconds. */
  #ahead: number | undefined;
  #timer: number | undefined;

  constructor(face: HTMLElement) {
    this.#face = face;
  }

  /** Takes over the time an event brought. An event can only be late, so the earliest one is right. */
  set(utcMillis: number): void {
    const ahead = utcMillis - performance.now();
    const known = this.#ahead;
    if (known === undefined || ahead > known || known - ahead > STEP) {
      this.#ahead = ahead;
    } else if (known - ahead > LATE) {
      // The stopwatch may run fast by some parts in a million: follow slowly.
      this.#ahead = known - 1;
    }
    this.#tick();
  }

  /** Stops, and says what it shows; nothing when it never ran. */
  stop(): string {
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    const hasRun = this.#ahead !== undefined;
    this.#ahead = undefined;
    return hasRun ? (this.#face.textContent ?? "") : "";
  }

  /** Stops at a time that was; a negative one is not known. */
  rest(utcMillis: number): void {
    this.stop();
    if (utcMillis >= 0) {
      this.#write(utcMillis);
    }
  }

  #tick(): void {
    if (this.#ahead === undefined) {
      return;
    }
    window.clearTimeout(this.#timer);
    const utcMillis = performance.now() + this.#ahead;
    this.#write(utcMillis);
    // A little after the full second, so that rounding never shows the second before.
    this.#timer = window.setTimeout(() => this.#tick(), SECOND - (utcMillis % SECOND) + 2);
  }

  #write(utcMillis: number): void {
    const text = new Date(utcMillis).toISOString().slice(11, 19);
    if (this.#face.textContent !== text) {
      this.#face.textContent = text;
    }
  }
}
