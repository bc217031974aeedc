import type { Component } from "svelte";
import Account from "./Account.svelte";
import Actor from "./Actor.svelte";
import Article from "./Article.svelte";
import Due from "./Due.svelte";
import Dyad from "./Dyad.svelte";
import Event from "./Event.svelte";
import Events from "./Events.svelte";
import Explain from "./Explain.svelte";
import Missing from "./Missing.svelte";
import Overview from "./Overview.svelte";
import People from "./People.svelte";
import Read from "./Read.svelte";
import Review from "./Review.svelte";
import Saved from "./Saved.svelte";

/** A page and what its path says: `/events/:id` gives `id`. */
interface Found {
  Page: Component<Record<string, string>>;
  given: Record<string, string>;
}

type AnyPage = Component<Record<string, string>>;
const PAGES = [
  ["/", Overview],
  ["/account", Account],
  ["/actors/:id", Actor],
  ["/articles/:id", Article],
  ["/due", Due],
  ["/dyads/:one/:other", Dyad],
  ["/events", Events],
  ["/events/:id", Event],
  ["/explain/:id/:entry", Explain],
  ["/people", People],
  ["/read", Read],
  ["/review", Review],
  ["/saved", Saved],
] as unknown as [path: string, Page: AnyPage][];

export function pageOf(path: string): Found {
  const parts = path.split("/").filter(Boolean);
  for (const [pattern, Page] of PAGES) {
    const given = matched(pattern.split("/").filter(Boolean), parts);
    if (given) return { Page, given };
  }
  return { Page: Missing as AnyPage, given: {} };
}

function matched(pattern: string[], parts: string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const given: Record<string, string> = {};
  for (const [place, name] of pattern.entries()) {
    const part = parts[place]!;
    if (name.startsWith(":")) given[name.slice(1)] = decodeURIComponent(part);
    else if (name !== part) return null;
  }
  return given;
}
