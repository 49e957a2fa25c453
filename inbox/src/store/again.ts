import type { Ports } from "./ports.ts";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Repeats a fetch that failed, later each time: the socket may be open while the fetch that belongs to it was cut, and then nothing
 * else would ever bring what it was to bring.
 */
export class Again {
  private failures = 0;
  private turn = 0;
  private ended = false;

  constructor(private readonly pause: Ports["pause"]) {}

  async failed(fetch: () => void): Promise<void> {
    const turn = ++this.turn;
    await this.pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures++));
    if (turn === this.turn && !this.ended) fetch();
  }

  /** It has succeeded, or nobody wants it any longer. */
  over(): void {
    this.turn++;
    this.failures = 0;
  }

  end(): void {
    this.ended = true;
  }
}
