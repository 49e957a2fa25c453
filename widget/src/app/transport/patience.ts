const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/** Waits between attempts: longer after each failure, never shorter than the server asks, and cut short by `hurry`. */
export class Patience {
  private failures = 0;
  private wake: (() => void) | null = null;

  constructor(private readonly random: () => number = Math.random) {}

  reset(): void {
    this.failures = 0;
  }

  async wait(atLeastMillis: number | null): Promise<void> {
    const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.failures++);
    const delay = Math.max(atLeastMillis ?? 0, ceiling * (0.5 + this.random() / 2));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delay);
      // What the server asks for is kept even when the customer or the network is in a hurry.
      if (atLeastMillis === null) {
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }
    });
    this.wake = null;
  }

  hurry(): void {
    this.wake?.();
  }
}
