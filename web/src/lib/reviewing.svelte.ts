import { get, Problem, send } from "./api";
import type { Correction, LoggedCorrection, Page, Report } from "./rows";
import { session } from "./session.svelte";

/** Whether two reports are coded alike: the same deed of the same actors to the same recipients. */
export function alike(one: Report, other: Report): boolean {
  const ids = (report: Report): string => JSON.stringify([report.type, report.actor.map((party) => party.id).sort(), report.recipient.map((party) => party.id).sort()]);
  return ids(one) === ids(other);
}

/** What a reviewer decides in one sitting; each decision is stored before the next report is shown. */
export class Reviewing {
  round = $state(0); // grows when the queue has to be asked anew
  done = $state.raw<Set<string>>(new Set()); // decided or passed over in this sitting
  told = $state("");
  log = $state.raw<LoggedCorrection[]>([]);
  #busy = false;

  /** One decision, the same for each of some reports; stops at the first that fails. */
  async decide(kind: string, reports: Report[], more: object = {}, stays = false): Promise<boolean> {
    return this.#alone(async () => {
      for (const report of reports) {
        await send<Correction>("POST", "/corrections", { kind, entry: report.id, ...more });
        if (!stays) this.done = new Set([...this.done, report.id]);
      }
      const first = reports[0]!;
      this.told = reports.length > 1 ? `${kind}: ${reports.length} reports` : `${kind}: ${first.type}, ${first.quote.slice(0, 60)}`;
    });
  }

  pass(report: Report): void {
    this.done = new Set([...this.done, report.id]);
  }

  /** Take back a decision, or the last of this person's that holds, of whatever sitting. */
  async undo(id?: string): Promise<void> {
    await this.#alone(async () => {
      if (!id) await this.#remember();
      const last = id ? this.log.find((one) => one.id === id) : this.log.find((one) => one.state === "applied" && one.kind !== "undo");
      if (!last) {
        this.told = "Nothing is left to take back.";
        return;
      }
      await send<Correction>("POST", "/corrections", { kind: "undo", correction: last.id });
      this.told = `taken back: ${last.what}`;
      this.done = new Set([...this.done].filter((one) => one !== last.entry));
    });
  }

  async #remember(): Promise<void> {
    const name = session.me?.name;
    if (name) this.log = (await get<Page<LoggedCorrection>>("/corrections", new URLSearchParams({ author: name, limit: "20" }))).rows;
  }

  async #alone(what: () => Promise<void>): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    try {
      await what();
      return true;
    } catch (fault) {
      this.told = fault instanceof Problem ? `${fault.title}: ${fault.detail}` : String(fault);
      return false;
    } finally {
      this.#busy = false;
      this.round += 1;
      await this.#remember().catch(() => undefined);
    }
  }

  constructor() {
    $effect(() => {
      if (session.me) void this.#remember().catch(() => undefined);
    });
  }
}
