import type { Attested, Evidence, Record, RecordEvent } from "./rows";
import { CodePoints } from "./text";

/** A coded field of an event, its values in words, and the words of the article that they were read from. */
export interface CodedField { name: string; values: string[]; ids: string[]; basis: string; evidence: Evidence[] }

/** A stretch of a paragraph, and the fields that were read from it. */
export interface Stretch { text: string; fields: string[] }

export function codedFields(record: Record, event: RecordEvent): CodedField[] {
  const names = new Map([...record.actors, ...record.places].map((one) => [one.id, one.name]));
  const field = (name: string, coded: (Attested | null)[], evidence?: Evidence[]): CodedField => {
    const held = coded.filter((one) => one !== null);
    return {
      name,
      values: held.map((one) => names.get(one.value) ?? one.value),
      ids: held.map((one) => one.value),
      basis: [...new Set(held.map((one) => one.basis))].join(", "),
      evidence: evidence ?? held.flatMap((one) => one.evidence),
    };
  };
  return [
    field("type", [event.type], event.triggers),
    field("modes", event.modes),
    field("contexts", event.contexts),
    field("actor", event.actor),
    field("recipient", event.recipient),
    field("date", [event.date]),
    field("place", [event.place]),
    field("status", [event.status]),
  ].filter((one) => one.values.length || CORRECTABLE.includes(one.name));
}

/** Fields of an event that the page lets people correct. */
export const CORRECTABLE = ["type", "actor", "recipient", "date", "place", "status"];

/** The paragraphs that have evidence, cut where it begins and ends; null where paragraphs are left out. */
export function passages(text: string, fields: CodedField[]): (Stretch[] | null)[] {
  const points = new CodePoints(text);
  const found: (Stretch[] | null)[] = [];
  let unit = 0;
  for (const paragraph of text.split(/(\n+)/)) {
    const start = points.point(unit);
    unit += paragraph.length;
    const end = points.point(unit);
    if (!paragraph.trim()) continue;
    const marks = fields.flatMap((field) => field.evidence.map((words) => ({ field: field.name, start: words.start, end: words.end })));
    const here = marks.filter((mark) => mark.start < end && mark.end > start);
    if (!here.length) {
      if (found.at(-1) !== null) found.push(null);
      continue;
    }
    const cuts = [...new Set([start, end, ...here.flatMap((mark) => [Math.max(start, mark.start), Math.min(end, mark.end)])])].sort((one, other) => one - other);
    found.push(
      cuts.slice(0, -1).map((from, place) => ({
        text: points.slice(from, cuts[place + 1]!),
        fields: [...new Set(here.filter((mark) => mark.start <= from && mark.end > from).map((mark) => mark.field))],
      })),
    );
  }
  return found;
}
