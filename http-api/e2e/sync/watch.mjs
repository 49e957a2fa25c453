/** What every list of things said must be, at every moment: in order, once, and never changed afterwards. */
export class Watch {
  shown = [];

  /** `numberOf` is seq or rev; `settled` is how many of them stand for good. */
  constructor(findings, who, numberOf) {
    this.findings = findings;
    this.who = who;
    this.numberOf = numberOf;
  }

  look(list, settled) {
    const shown = list.slice(0, settled);
    for (let at = 0; at < this.shown.length; at++) {
      if (shown[at] !== this.shown[at]) {
        this.findings.found("disorder", `${this.who} no longer shows ${this.numberOf(this.shown[at])} as it was`);
        break;
      }
    }
    for (let at = Math.max(1, this.shown.length); at < list.length; at++) {
      const [before, here] = [this.numberOf(list[at - 1]), this.numberOf(list[at])];
      if (before === here) this.findings.found("doubles", `${this.who} shows ${here} twice`);
      if (before > here) this.findings.found("disorder", `${this.who} shows ${here} after ${before}`);
    }
    this.shown = shown;
  }

  forget() {
    this.shown = [];
  }
}

/** Follows one stream of numbered things over a socket: each the next one. */
export class Stream {
  constructor(findings, who, after) {
    this.findings = findings;
    this.who = who;
    this.next = after + 1;
  }

  hear(number) {
    if (number > this.next) this.findings.found("gaps", `${this.who} hears ${number} where ${this.next} was due`);
    if (number < this.next) this.findings.found("doubles", `${this.who} hears ${number} again, ${this.next} was due`);
    this.next = Math.max(this.next, number + 1);
  }
}
