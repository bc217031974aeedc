import { get, send, told } from "./api";
import type { Job } from "./rows";

/** Something that was sent to be read, and what has become of it so far. */
export interface Sending { key: number; name: string; job: Job | null; inside: Job[]; fault: string | null }

const SOON = 300;
const LATE = 3000; // milliseconds between two looks

/** What this page has sent, the last first; each is looked at until it is over. */
export class Sendings {
  all = $state.raw<Sending[]>([]);
  #over = false;
  #keys = 0;

  /** Send something; null where the server did not take it, which the list tells. */
  async add(name: string, sending: () => Promise<Job>): Promise<Sending | null> {
    const made = this.#made(name, null);
    this.all = [made, ...this.all];
    try {
      return await this.follow(this.#put(made, { job: await sending() }));
    } catch (fault) {
      this.#put(made, { fault: told(fault) });
      return null;
    }
  }

  /** What is on its way already, from before this page was opened. */
  async resume(author: string): Promise<void> {
    const { rows } = await get<{ rows: Job[] }>("/jobs", new URLSearchParams({ limit: "20" }));
    const waiting = rows.filter((job) => job.state === "waiting" && job.author === author);
    this.all = [...this.all, ...waiting.map((job) => this.#made(job.name ?? job.id, job))];
    for (const one of this.all) if (one.job && !one.job.ended) void this.follow(one);
  }

  async cancel(sending: Sending): Promise<void> {
    if (!sending.job) return;
    try {
      this.#put(sending, { job: await send<Job>("DELETE", `/jobs/${sending.job.id}`) });
    } catch (fault) {
      this.#put(sending, { fault: told(fault) });
    }
  }

  /** Stop looking: the page is left. What was sent goes on. */
  leave(): void {
    this.#over = true;
  }

  /** Look until it is over, with all that is inside. */
  async follow(sending: Sending): Promise<Sending> {
    let now = sending;
    for (let wait = SOON; !this.#over; wait = Math.min(LATE, wait * 1.3)) {
      const id = now.job!.id;
      const job = await get<Job>(`/jobs/${id}`).catch(() => null);
      if (!job) return now;
      const packed = job.result?.articles;
      const inside = packed ? (await get<{ rows: Job[] }>("/jobs", new URLSearchParams({ parent: id, limit: "1001" }))).rows.reverse() : [];
      now = this.#put(now, { job, inside });
      if (job.ended && inside.every((one) => one.ended)) return now;
      await new Promise((done) => setTimeout(done, wait));
    }
    return now;
  }

  #put(sending: Sending, changed: Partial<Sending>): Sending {
    const made = { ...sending, ...changed };
    this.all = this.all.map((one) => (one.key === sending.key ? made : one));
    return made;
  }

  #made(name: string, job: Job | null): Sending {
    return { key: (this.#keys += 1), name, job, inside: [], fault: null };
  }
}
