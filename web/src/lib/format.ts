/** Dates and numbers in words. */
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });
const NUMBER = new Intl.NumberFormat("en-GB");

/** An ISO day, month, year or interval: "17 Sept 2025", "Sept 2025", "2025", "9 to 11 Oct 2025". */
export function date(iso: string | null | undefined): string {
  if (!iso) return "no date";
  if (iso.includes("/")) return iso.split("/").map(date).join(" to ");
  const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
  if (!year || Number.isNaN(year)) return iso;
  if (!month) return String(year);
  const at = new Date(Date.UTC(year, month - 1, day ?? 1));
  return (day ? DAY : MONTH).format(at);
}

const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** A moment, in the reader's own time. */
export function moment(iso: string): string {
  return MOMENT.format(new Date(iso));
}

export function number(value: number): string {
  return NUMBER.format(value);
}

const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });
const ENDINGS: { [rule: string]: string } = { one: "st", two: "nd", few: "rd", other: "th" };

/** "1st", "22nd". */
export function ordinal(value: number): string {
  return number(value) + ENDINGS[ORDINALS.select(value)];
}

/** "1 event", "2 events". */
export function counted(value: number, one: string, many: string = one + "s"): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}
