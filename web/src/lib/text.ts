/**
 * Offsets of a record count code points; JavaScript counts UTF-16 units ("🇹🇷" is two of the first, four of the second).
 */
export class CodePoints {
  readonly #starts: Uint32Array | null; // UTF-16 offset of each code point; null where both counts agree
  readonly length: number;

  constructor(readonly text: string) {
    if (!/[\ud800-\udfff]/.test(text)) {
      this.#starts = null;
      this.length = text.length;
      return;
    }
    const starts: number[] = [];
    let offset = 0;
    for (const letter of text) {
      starts.push(offset);
      offset += letter.length;
    }
    this.#starts = Uint32Array.from([...starts, offset]);
    this.length = starts.length;
  }

  /** The UTF-16 offset of a code point. */
  unit(point: number): number {
    return this.#starts ? (this.#starts[Math.min(point, this.length)] ?? this.text.length) : point;
  }

  /** The code point that a UTF-16 offset is in. */
  point(unit: number): number {
    if (!this.#starts) return unit;
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}
