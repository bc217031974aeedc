/** The rows the API gives, as far as the page reads them. */
export interface Party { id: string; name: string; kind: string; country: string | null }
export interface Location { id: string; name: string; country: string | null; admin1: string | null; latitude: number | null; longitude: number | null }
export interface Quantity { kind: string; value: number; unit: string; bound: string }
export interface Range extends Quantity { least: number; most: number }

interface OfArticle { title: string | null; source: string | null; published: string | null; address: string }

interface Told extends OfArticle {
  id: string;
  type: string;
  modes: string[];
  contexts: string[];
  actor: Party[];
  recipient: Party[];
  status: string;
  date: string | null;
  place: Location | null;
  confidence: number | null;
  quote: string;
}
/** An event as one article reports it. */
export interface Report extends Told { magnitudes: Quantity[] }
/** An event as all articles tell it together. */
export interface Happening extends Told { magnitudes: Range[]; articles: number; sources: number }

export interface Statement extends OfArticle {
  id: string; kind: string; speaker: Party[]; addressee: Party[]; about: Party[]; content: string; date: string | null;
}
export interface Claim extends OfArticle {
  id: string; status: string; claimant: Party[]; debtor: Party[]; deed: string; deadline: string | null; date: string | null; rule: string;
}
export interface Due extends OfArticle {
  id: string; deadline: string | null; last_day: string | null; deadline_words: string | null; deadline_by: string;
  debtor: Party[]; action: string; beneficiary: Party[]; condition: string | null; agreement: string | null;
  status: string; overdue: boolean; claims: Claim[]; tellings: string[];
}

/** A part of a list, and how many rows there are in all. */
export interface Page<T> { total: number; undated: number; next: string | null; rows: T[] }

export interface Version { value: string; reports: string[]; sources: string[]; agrees: boolean }
export interface Field { name: string; value: string; rule: string; versions: Version[] }
export interface Feature { name: string; points: number; detail: string }
export interface Comparison { features: Feature[]; needed: number; bar: string | null }
export interface ToldReport { report: Report; reason: string; comparison: Comparison | null; judged: string }
export interface HappeningInFull {
  happening: { id: string; type: string; modes: string[]; contexts: string[]; status: string; date: string | null; articles: number; sources: number; confidence: number | null; fields: Field[] };
  actor: Party[]; recipient: Party[]; place: Location | null;
  reports: ToldReport[];
  others: ToldReport[];
}

// A record, as `dragoman schema` describes it.
export interface Evidence { document: string; start: number; end: number; text: string }
export interface Attested<T = string> { value: T; basis: string; rule: string; evidence: Evidence[] }
export interface RecordEvent {
  id: string; type: Attested; modes: Attested[]; contexts: Attested[]; actor: Attested[]; recipient: Attested[];
  status: Attested; date: Attested | null; place: Attested | null; triggers: Evidence[]; confidence: number | null;
}
export interface RecordStatement {
  id: string; kind: string; act: string; speaker: Attested[]; speaker_words: Evidence | null; content: Evidence[]; cue: Evidence | null;
  addressee: Attested[]; date: Attested | null; about: Attested[];
}
export interface RecordCommitment {
  id: string; debtor: Attested[]; action: Evidence; beneficiary: Attested[]; deadline: Attested | null; condition: Evidence | null; agreement: string | null;
}
export interface RecordAgreement { id: string; name: Attested; kind: string; parties: Attested[]; date: Attested | null; status: Attested | null; mentions: Evidence[] }
export interface RecordActor { id: string; name: string; kind: string; country: Attested | null; mentions: { evidence: Evidence; form: string; certain: boolean }[] }
export interface RecordPlace { id: string; name: string; kind: string; country: string | null; mentions: Evidence[] }
export interface RecordTime { evidence: Evidence; type: string; value: string | null }
export interface Record {
  version: string;
  document: { id: string; address: string; text: string; title: Attested | null; published: Attested | null; source: Attested | null; dateline: Attested | null; language: string };
  actors: RecordActor[]; places: RecordPlace[]; timexes: RecordTime[];
  events: RecordEvent[]; statements: RecordStatement[]; agreements: RecordAgreement[]; commitments: RecordCommitment[];
}

export interface Reason { field: string; value: string; basis: string; rule: string; words: Evidence[]; about: string }
export interface Trace {
  frame: string; location: string; conventions: string[]; background: string | null; content: string[]; model: string | null;
  merged: string[]; alternatives: { frame: string; code: string; reason: string; detail: string }[];
}
export interface Explanation { event?: string; id?: string; triggers?: Evidence[]; words?: Evidence[]; reasons: Reason[]; trace?: Trace }
export interface ActorInFull { id: string; name: string; kind: string; country: string | null; names: string[]; told: { what: string; role: string; entries: number }[] }
export interface Tenure { person: string; name: string; title: string; organization: string | null; country: string | null; start: string; end: string; as_of: string; source: string }
export interface Offices { known: boolean; aliases: string[]; rows: Tenure[] }
export interface Position extends OfArticle { id: string; holder: Party[]; represents: Party[]; topic: string; stance: string; before: string | null; content: string; date: string | null }
export interface Meeting extends OfArticle {
  id: string; articles: string[]; quote: string; date: string | null; place: Location | null; form: string; level: string | null; planned: boolean;
  sides: { id: string; name: string; level: string | null; participants: { id: string; name: string; offices: string[] }[] }[];
  agenda: string[]; count: { kind: string; known: number; in_month: number } | null;
}
export interface Agreement { id: string; name: string; kind: string; party: Party[]; date: string | null; status: string | null; status_source: string | null; tellings: { id: string }[] }
export interface Correction { id: string; author: string; time: string; kind: string; reason: string }
export interface LoggedCorrection extends Correction { what: string; entry: string | null; words: string | null; undoes: string | null; state: string }
export interface Queue { judged: number; total: number; next: string | null; rows: Report[] }
export interface Job {
  id: string; author: string; state: "waiting" | "done" | "failed" | "cancelled"; made: string; ended: string | null; begun: boolean;
  name: string | null; parent: string | null;
  result: { document: string | null; outcome: string | null; reason: string | null; articles: number | null; failures: number | null } | null;
}
export type Role = "reader" | "coder" | "editor" | "admin";
export interface Token { name: string; role: Role; made: string; revoked: string | null; person: string | null }
export interface Session { id: string; made: string; seen: string; browser: string }
export interface Account { name: string; role: Role; has_account: boolean; session: string | null; sessions: Session[]; tokens: Token[] }
export interface Person { name: string; role: Role; made: string; disabled: string | null; removed: string | null; has_password: boolean }
export interface Follow { name: string; what: string[]; filter: string; made: string }
export interface Digest {
  name: string; asked: string; since: string | null; mark: { document: number; made: string }; stored: number; articles: number;
  sections: { heading: string; total: number; reminder: boolean; lines: { id: string; sentence: string; changes: string[]; quotation: string; source: { outlet: string | null; published: string | null; title: string | null; address: string } }[] }[];
}
