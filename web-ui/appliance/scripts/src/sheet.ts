/** What a page with charts is told; see Sheet.java and Chart.java. A number that is not known is null. */

export interface Axis {
  readonly kind: "TIME" | "LINEAR" | "COUNT" | "LOG";
  readonly unit: string;
  readonly reach: number | null;
}

export interface Line {
  readonly label: string;
  readonly look: "LINE" | "LOW" | "HIGH" | "POINTS" | "DOTS" | "MARKED" | "BARS" | "FAINT";
  readonly colour: number;
  readonly isOnSecond: boolean;
  readonly values: readonly (number | null)[];
}

export interface Mark {
  readonly isUpright: boolean;
  readonly at: number;
  readonly label: string;
}

export interface Shade {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export interface Chart {
  readonly id: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly second: readonly Axis[];
  readonly places: readonly number[];
  readonly lines: readonly Line[];
  readonly marks: readonly Mark[];
  readonly shades: readonly Shade[];
}

export interface Sheet {
  readonly state: string;
  readonly title: string;
  readonly trouble: string;
  readonly charts: readonly Chart[];
  readonly words: Readonly<Record<string, string>>;
}
