import type { Period } from "../parts/Timeline.svelte";
import type { Quad } from "./quads";

/** Groups of events, as the API counts them: columns by name, rows as lists. */
export interface Counts { columns: string[]; rows: (string | number | null)[][]; events: number; statuses: string[]; left_out: { [why: string]: number } }

export function records(counts: Counts): { [column: string]: string | number | null }[] {
  return counts.rows.map((row) => Object.fromEntries(counts.columns.map((column, place) => [column, row[place] ?? null])));
}

/** Periods in their order, those without events too, from counts by period and quad class. */
export function periods(counts: Counts, unit: string): Period[] {
  const found = new Map<string, Period & { scored: number; sum: number }>();
  for (const row of records(counts)) {
    const name = String(row[unit]);
    const period = found.get(name) ?? { period: name, quads: {}, articles: 0, score: null, scored: 0, sum: 0 };
    found.set(name, period);
    const quad = String(row["quad"] ?? "") as Quad;
    period.quads[quad] = (period.quads[quad] ?? 0) + Number(row["events"]);
    period.articles += Number(row["articles"]);
    period.sum += Number(row["score_sum"]);
    period.scored += Number(row["events"]) - Number(row["without_score"]);
    period.score = period.scored ? period.sum / period.scored : null;
  }
  return [...found.values()].sort((one, other) => (one.period < other.period ? -1 : 1));
}
