/** A seeded source of choices: the same seed makes the same choices in the same order. */
export class Random {
  constructor(seed) {
    this.seed = seed;
    this.state = seed >>> 0;
  }

  /** Another source that does not disturb this one. */
  fork(label) {
    let hash = this.seed >>> 0;
    for (const letter of label) hash = (Math.imul(hash, 31) + letter.codePointAt(0)) >>> 0;
    return new Random(hash);
  }

  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(bound) {
    return Math.floor(this.next() * bound);
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[this.below(list.length)];
  }
}
