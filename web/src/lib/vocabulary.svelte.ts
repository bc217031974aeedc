import { get } from "./api";

/** What the ontology codes: types with their quad class and score, modes, contexts. Asked once. */
export interface EventType {
  name: string;
  gloss: string;
  quad: string;
  score: number | null;
}

export interface Vocabulary {
  types: EventType[];
  modes: string[];
  contexts: string[];
  sectors: string[];
  statuses: string[];
  quads: string[];
}

const NONE: Vocabulary = { types: [], modes: [], contexts: [], sectors: [], statuses: [], quads: [] };

class Words {
  #kept = $state.raw<Vocabulary>(NONE);
  #asked = false;

  get all(): Vocabulary {
    if (!this.#asked) {
      this.#asked = true;
      get<Vocabulary>("/vocabulary").then(
        (found) => (this.#kept = found),
        () => (this.#asked = false),
      );
    }
    return this.#kept;
  }

  quad(type: string): string {
    return this.all.types.find((one) => one.name === type)?.quad ?? "";
  }
}

export const vocabulary = new Words();

/** "verbal cooperation" as the name of a colour in style.css. */
export function colour(quad: string): string {
  return quad ? `var(--${quad.replaceAll(" ", "-")})` : "var(--soft)";
}
