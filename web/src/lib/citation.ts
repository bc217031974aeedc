import { date } from "./format";
import type { Report } from "./rows";

/** An event as one cites it: by the report that leads, with the permanent address of the event. */
export interface Citation { text: string; bibtex: string; csl: string }

export function citation(id: string, lead: Report, address: string): Citation {
  const outlet = lead.source ?? lead.address.replace(/^file:.*\//, ""); // the name of a file says enough
  const title = lead.title ?? "untitled";
  const note = `Coded by Dragoman, event ${id}: ${lead.type}`;
  const key = id.replace(/[^\w]/g, "-");
  const day = (lead.published ?? "").slice(0, 10);
  const [year, month] = day.split("-");
  const fields: [string, string | undefined][] = [
    ["title", `{${tex(title)}}`], ["howpublished", tex(outlet)], ["year", year], ["month", month && String(Number(month))],
    ["url", address], ["note", tex(note)],
  ];
  const issued = day ? { issued: { "date-parts": [day.split("-").map(Number)] } } : {};
  return {
    text: `${outlet}, “${title}”, ${date(lead.published)}. ${note}. ${address}`,
    bibtex: `@misc{dragoman-${key},\n${fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`).join(",\n")}\n}`,
    csl: JSON.stringify([{ id: `dragoman-${key}`, type: "article-newspaper", title, "container-title": outlet, ...issued, URL: address, note }], null, 2),
  };
}

const SIGNS: { [sign: string]: string } = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

/** Text without signs that TeX would read as its own. */
function tex(text: string): string {
  return text.replace(/[\\~^{}&%$#_]/g, (sign) => SIGNS[sign] ?? `\\${sign}`);
}
