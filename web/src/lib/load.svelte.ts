import { get, Problem } from "./api";

/** An answer on its way: what came last, whether another is awaited, what went wrong. */
export class Load<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);

  /** Ask anew whenever what `asked` reads changes; null asks nothing. */
  constructor(asked: () => [path: string, query?: URLSearchParams] | null) {
    $effect(() => {
      const question = asked();
      if (question === null) {
        this.value = null;
        return;
      }
      const ended = new AbortController();
      this.busy = true;
      get<T>(question[0], question[1], ended.signal).then(
        (value) => {
          this.value = value;
          this.problem = null;
          this.busy = false;
        },
        (fault: unknown) => {
          if (ended.signal.aborted) return;
          this.problem = fault instanceof Problem ? fault : new Problem(0, "It did not work", String(fault));
          this.busy = false;
        },
      );
      return () => ended.abort();
    });
  }
}
