/** One chart of a sheet, drawn by uPlot; arrow keys move its cursor, and what stands there is read out. */

import uPlot from "uplot";
import { reading, ticks } from "./numbers.js";
import { Scale } from "./scale.js";
import type { Axis, Chart, Line } from "./sheet.js";

const FONT = '12px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
const SHADE_ALPHA = 0.14;
const BAND_ALPHA = 0.22;

/** The style sheet's colours, which follow the theme. */
function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Points are of one series and pale with age; all else has a colour of its own. */
function colour(line: Line): string {
  if (line.look === "POINTS") {
    return faded(token("--series-1"), 1.05 - 0.15 * line.colour);
  }
  return token(line.look === "FAINT" ? "--edge" : `--series-${line.colour}`);
}

export class Drawn {
  readonly #place: HTMLElement;
  readonly #reading: HTMLElement;
  #chart: Chart;
  #plot: uPlot | undefined;
  #shape = "";
  readonly #scales = { y: new Scale(), second: new Scale() };

  constructor(place: HTMLElement, readingPlace: HTMLElement, chart: Chart) {
    this.#place = place;
    this.#reading = readingPlace;
    this.#chart = chart;
    place.hidden = false;
    place.tabIndex = 0;
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", "Plot. Arrow keys move along it, and what stands there is said below.");
    place.addEventListener("keydown", (event) => this.#key(event));
    place.addEventListener("blur", () => this.#plot?.setCursor({ left: -10, top: -10 }));
    const picture = document.getElementById(`${place.id}-png`);
    if (picture !== null) {
      picture.hidden = false;
      picture.addEventListener("click", () => this.#take());
    }
    new ResizeObserver(() => this.#fit()).observe(place);
    this.show(chart);
  }

  /** Draws these numbers; the plot is made anew only when there are others in kind. */
  show(chart: Chart): void {
    this.#chart = chart;
    const shape = JSON.stringify([chart.x, chart.y.unit, chart.second, chart.lines.map((line) => [line.label, line.look])]);
    if (this.#plot === undefined || shape !== this.#shape) {
      this.#shape = shape;
      this.redraw();
    } else {
      this.#plot.setData(this.#data());
    }
  }

  /** Makes the plot anew, with the colours of now. */
  redraw(): void {
    this.#plot?.destroy();
    this.#place.replaceChildren();
    this.#plot = new uPlot(this.#options(), this.#data(), this.#place);
    this.#say(null);
  }

  /** The plot as a picture in a file, with its title and on its ground. */
  #take(): void {
    const drawn = this.#plot?.ctx.canvas;
    const sheet = document.createElement("canvas");
    const ctx = sheet.getContext("2d");
    if (drawn === undefined || ctx === null) {
      return;
    }
    const ratio = uPlot.pxRatio;
    const head = 28 * ratio;
    sheet.width = drawn.width;
    sheet.height = drawn.height + head;
    ctx.fillStyle = token("--ground");
    ctx.fillRect(0, 0, sheet.width, sheet.height);
    ctx.fillStyle = token("--ink");
    ctx.font = FONT.replace("12px", `${14 * ratio}px`);
    ctx.fillText(document.getElementById(`${this.#place.id}-title`)?.textContent ?? "", 8 * ratio, 19 * ratio);
    ctx.drawImage(drawn, 0, head);
    sheet.toBlob((picture) => {
      if (picture !== null) {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(picture);
        link.download = `timeball-${this.#place.id}.png`;
        link.click();
        URL.revokeObjectURL(link.href);
      }
    }, "image/png");
  }

  #data(): uPlot.AlignedData {
    return [this.#chart.places as number[], ...this.#chart.lines.map((line) => line.values as (number | null)[])];
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(120, this.#place.clientWidth), height: Math.max(120, this.#place.clientHeight) };
  }

  #fit(): void {
    const size = this.#size();
    if (this.#plot !== undefined && (this.#plot.width !== size.width || this.#plot.height !== size.height)) {
      this.#plot.setSize(size);
    }
  }

  #options(): uPlot.Options {
    const chart = this.#chart;
    const [second] = chart.second;
    const axes = [this.#axis("x", chart.x), this.#axis("y", chart.y)];
    if (second !== undefined) {
      axes.push({ ...this.#axis("second", second), side: 1, grid: { show: false } });
    }
    return {
      ...this.#size(),
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      // The last number along the axis below may stand half outside.
      padding: [8, second === undefined ? 34 : 0, 0, 0],
      legend: { show: false },
      cursor: {
        drag: { setScale: false, x: false, y: false },
        points: { size: 7 },
        y: false,
        ...(chart.x.kind === "TIME" ? { sync: { key: "time" } } : {}),
      },
      scales: {
        x: this.#scaleOfX(),
        y: this.#scaleOf(chart.y, this.#scales.y),
        ...(second === undefined ? {} : { second: this.#scaleOf(second, this.#scales.second) }),
      },
      axes,
      series: [{}, ...chart.lines.map((line) => this.#series(line))],
      bands: chart.lines.flatMap((line, index) =>
        line.look === "LOW" ? [{ series: [index + 2, index + 1] as [number, number], fill: faded(colour(line), BAND_ALPHA) }] : [],
      ),
      hooks: {
        drawClear: [(plot) => this.#drawShades(plot)],
        draw: [(plot) => this.#drawMarks(plot)],
        setCursor: [(plot) => this.#say(plot.cursor.idx ?? null)],
      },
    };
  }

  #scaleOfX(): uPlot.Scale {
    const { kind } = this.#chart.x;
    if (kind === "TIME") {
      return { time: true };
    }
    if (kind === "LOG") {
      return { time: false, distr: 3 };
    }
    const isOfBars = this.#chart.lines.some((line) => line.look === "BARS");
    return {
      time: false,
      range: (_plot, least, most) => {
        const margin = isOfBars ? (most - least) / Math.max(1, this.#chart.places.length - 1) / 2 : (most - least) * 0.03;
        return [least - Math.max(margin, 1e-9), most + Math.max(margin, 1e-9)];
      },
    };
  }

  #scaleOf(axis: Axis, scale: Scale): uPlot.Scale {
    if (axis.kind === "LOG") {
      return { distr: 3 };
    }
    const isFromZero = axis.kind === "COUNT";
    return {
      range: (_plot, least, most) => {
        const reach = this.#chart.y.reach;
        if (reach !== null && axis === this.#chart.y) {
          return [-reach, reach];
        }
        if (least === null || most === null) {
          return [0, 1];
        }
        const [from, to] = scale.range(isFromZero ? 0 : least, most);
        return [isFromZero ? 0 : from, to];
      },
    };
  }

  #axis(scale: string, axis: Axis): uPlot.Axis {
    const isNamed = axis.kind !== "LOG";
    return {
      scale,
      label: isNamed ? axis.unit : "",
      labelSize: isNamed && axis.unit !== "" ? 18 : 0,
      labelFont: FONT,
      font: FONT,
      size: scale === "x" ? 30 : 62,
      stroke: token("--soft"),
      grid: { stroke: token("--rule"), width: 1 },
      ticks: { stroke: token("--rule"), width: 1, size: 5 },
      values: (_plot, splits, _index, _space, step) => ticks(splits, axis, step),
    };
  }

  #series(line: Line): uPlot.Series {
    const stroke = colour(line);
    const isDots = line.look === "POINTS" || line.look === "DOTS";
    const isEdge = line.look === "LOW" || line.look === "HIGH";
    const isBar = line.look === "BARS";
    const series: uPlot.Series = {
      label: line.label,
      scale: line.isOnSecond ? "second" : "y",
      stroke,
      width: isDots || isEdge ? 0 : line.look === "FAINT" ? 1 : 1.4,
      points: { show: isDots || line.look === "MARKED", size: 5, stroke, fill: stroke },
      spanGaps: false,
    };
    if (line.look === "FAINT") {
      series.dash = [4, 4];
    }
    if (isBar) {
      series.fill = faded(stroke, 0.5);
      const bars = uPlot.paths.bars?.({ size: [0.94, Number.POSITIVE_INFINITY] });
      if (bars !== undefined) {
        series.paths = bars;
      }
    }
    if (isDots) {
      series.paths = () => null;
    }
    return series;
  }

  /** Grey for what was not so, behind all else. */
  #drawShades(plot: uPlot): void {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.fillStyle = faded(token("--waiting"), SHADE_ALPHA);
    for (const shade of this.#chart.shades) {
      const from = Math.max(bbox.left, plot.valToPos(shade.from, "x", true));
      const to = Math.min(bbox.left + bbox.width, plot.valToPos(shade.to, "x", true));
      if (to > from) {
        ctx.fillRect(from, bbox.top, Math.max(1, to - from), bbox.height);
      }
    }
    ctx.restore();
  }

  #drawMarks(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const ratio = uPlot.pxRatio;
    ctx.save();
    ctx.strokeStyle = token("--ink");
    ctx.fillStyle = token("--ink");
    ctx.lineWidth = ratio;
    ctx.textAlign = "left";
    ctx.setLineDash([3 * ratio, 3 * ratio]);
    ctx.font = FONT.replace("12px", `${12 * ratio}px`);
    for (const [index, mark] of this.#chart.marks.entries()) {
      const at = plot.valToPos(mark.at, mark.isUpright ? "x" : "y", true);
      ctx.beginPath();
      if (mark.isUpright) {
        ctx.moveTo(at, bbox.top);
        ctx.lineTo(at, bbox.top + bbox.height);
        ctx.fillText(mark.label, at + 4 * ratio, bbox.top + (12 + 15 * index) * ratio);
      } else if (at > bbox.top && at < bbox.top + bbox.height) {
        ctx.moveTo(bbox.left, at);
        ctx.lineTo(bbox.left + bbox.width, at);
        ctx.fillText(mark.label, bbox.left + 6 * ratio, at - 4 * ratio);
      }
      ctx.stroke();
    }
    ctx.restore();
  }

  #key(event: KeyboardEvent): void {
    const plot = this.#plot;
    const last = this.#chart.places.length - 1;
    if (plot === undefined || last < 0) {
      return;
    }
    const now = plot.cursor.idx ?? last;
    const page = Math.max(1, Math.round(last / 20));
    const to = { ArrowLeft: now - 1, ArrowRight: now + 1, PageUp: now - page, PageDown: now + page, Home: 0, End: last }[event.key];
    if (to === undefined) {
      return;
    }
    event.preventDefault();
    const index = Math.min(last, Math.max(0, to));
    plot.setCursor({ left: plot.valToPos(this.#chart.places[index] ?? 0, "x"), top: plot.over.clientHeight / 2 });
    this.#say(index);
  }

  /** Which colour is which, where there are several. */
  #keys(): HTMLElement[] {
    const named = this.#chart.lines.filter((line) => line.look !== "LOW" && line.look !== "HIGH" && line.look !== "POINTS");
    return named.length < 2
      ? []
      : named.map((line) => {
          const key = document.createElement("span");
          key.className = line.look === "FAINT" ? "key faint" : `key series-${line.colour}`;
          key.textContent = line.label;
          return key;
        });
  }

  #say(index: number | null): void {
    const chart = this.#chart;
    const place = index === null ? undefined : chart.places[index];
    if (index === null || place === undefined) {
      this.#reading.replaceChildren(...this.#keys());
      return;
    }
    const found = chart.lines.flatMap((line) => {
      const value = line.values[index];
      const axis = line.isOnSecond ? chart.second[0] : chart.y;
      return value === null || value === undefined || axis === undefined || line.look === "FAINT"
        ? []
        : [`${line.label} ${reading(value, axis, decimals(axis))}`];
    });
    const shade = chart.shades.find((stretch) => place >= stretch.from && place <= stretch.to);
    const what = [...found, ...(shade === undefined ? [] : [shade.label])];
    this.#reading.textContent = `${reading(place, chart.x, 2)}: ${what.length === 0 ? "not known" : what.join(", ")}`;
  }
}

function decimals(axis: Axis): number {
  return axis.unit === "ppm" ? 5 : axis.unit === "" ? 0 : axis.unit === "°C" ? 2 : axis.unit.startsWith("1/") ? 2 : 1;
}

/** The colour with so much of it left. */
function faded(named: string, alpha: number): string {
  return `color-mix(in srgb, ${named} ${Math.round(100 * alpha)}%, transparent)`;
}

