import { CodePoints } from "./text";
import type { Evidence, Record } from "./rows";

export type MarkKind = "event" | "statement" | "agreement" | "commitment" | "actor" | "place" | "date";

/** Words of an article that an entry of its record was read from. */
export interface Mark { kind: MarkKind; entry: string; start: number; end: number }

/** A stretch of text with all marks that cover it. */
export interface Piece { text: string; marks: Mark[] }

export function marksOf(record: Record): Mark[] {
  const marks: Mark[] = [];
  const add = (kind: MarkKind, entry: string, spans: Iterable<Evidence | null>): void => {
    for (const span of spans) if (span) marks.push({ kind, entry, start: span.start, end: span.end });
  };
  for (const one of record.events) add("event", one.id, one.triggers);
  for (const one of record.statements) add("statement", one.id, one.content);
  for (const one of record.agreements) add("agreement", one.id, one.mentions);
  for (const one of record.commitments) add("commitment", one.id, [one.action]);
  for (const one of record.actors) add("actor", one.id, one.mentions.map((mention) => mention.evidence));
  for (const one of record.places) add("place", one.id, one.mentions);
  for (const one of record.timexes) add("date", one.value ?? "", [one.evidence]);
  return marks;
}

/** The text in pieces, each under the same marks from its first letter to its last. */
export function pieces(text: string, marks: Mark[]): Piece[] {
  const points = new CodePoints(text);
  const cuts = new Set([0, points.length]);
  for (const mark of marks) cuts.add(mark.start).add(mark.end);
  const at = [...cuts].sort((one, other) => one - other);
  const begun = [...marks].sort((one, other) => one.start - other.start || other.end - one.end);
  const found: Piece[] = [];
  let next = 0;
  let open: Mark[] = [];
  for (let place = 0; place + 1 < at.length; place++) {
    const start = at[place]!;
    open = open.filter((mark) => mark.end > start);
    while (next < begun.length && begun[next]!.start <= start) open.push(begun[next++]!);
    found.push({ text: points.slice(start, at[place + 1]!), marks: open.slice() });
  }
  return found;
}
