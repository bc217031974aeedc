/**
 * What is asked for, as it stands in the address bar. The names are those of the API and the command line.
 */
export const MANY = [
  "actor", "recipient", "party", "sector", "type", "quad", "mode", "context", "status", "place", "source",
] as const;
export const ONE = ["since", "until", "text", "near", "within", "least_confidence", "least_sources"] as const;

export type Many = (typeof MANY)[number];
export type One = (typeof ONE)[number];
export type Filter = { [name in Many]?: string[] } & { [name in One]?: string } & { dyad?: [string, string] };

export function parse(query: URLSearchParams): Filter {
  const filter: Filter = {};
  for (const name of MANY) {
    const values = query.getAll(name).filter(Boolean);
    if (values.length) filter[name] = values;
  }
  for (const name of ONE) {
    const value = query.get(name);
    if (value) filter[name] = value;
  }
  const [one, other] = query.getAll("dyad");
  if (one && other) filter.dyad = [one, other];
  return filter;
}

/** The filter as a query; what else the address holds (a page's own state) is kept. */
export function written(filter: Filter, beside: URLSearchParams = new URLSearchParams()): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of MANY) for (const value of filter[name] ?? []) query.append(name, value);
  for (const value of filter.dyad ?? []) query.append("dyad", value);
  for (const name of ONE) if (filter[name]) query.set(name, filter[name]);
  const ours = new Set<string>([...MANY, ...ONE, "dyad"]);
  for (const [name, value] of beside) if (!ours.has(name)) query.append(name, value);
  return query;
}

export function isEmpty(filter: Filter): boolean {
  return written(filter).size === 0;
}

/** The address of a page with a filter. */
export function address(path: string, filter: Filter): string {
  const query = written(filter).toString();
  return query ? `${path}?${query}` : path;
}
