import { COMMANDS } from "./commands.mjs";

const DEADLINE_MS = 60_000;
const LEAST_SHOWN_FIRST = 0.6;
const LINES_MAX = 400;
const CHECKPOINT_EVERY = 20;

/**
 * A random walk over everything that people do. In each round every operator's tab has one conversation before it, in which one
 * command is given; then what the clients show is compared with what a fresh client is told.
 */
export class Walk {
  given = Object.fromEntries(Object.keys(COMMANDS).map((name) => [name, 0]));
  compared = { widget: 0, inbox: 0, lists: 0, newPages: 0 };
  failures = [];
  rounds = 0;
  texts = 0;

  constructor({ random, customers, operators, newCustomer, deadlineMillis = DEADLINE_MS }) {
    Object.assign(this, { random, customers, operators, newCustomer, deadlineMillis });
  }

  get commands() {
    return Object.values(this.given).reduce((sum, count) => sum + count, 0);
  }

  get missing() {
    return Object.keys(this.given).filter((name) => this.given[name] === 0);
  }

  /** `meanwhile` is begun while the round's commands are under way. */
  async round(meanwhile = null) {
    this.rounds++;
    const lanes = this.lanes();
    const disturbed = meanwhile?.();
    await Promise.all(lanes.map((lane) => this.note(this.run(lane))));
    await disturbed;
    await Promise.all(lanes.map((lane) => this.note(this.compare(lane))));
    await Promise.all(this.operators.map((operator) => this.note(this.compareLists(operator))));
    if (this.rounds % CHECKPOINT_EVERY === 0) await this.checkpoint();
  }

  /** Every customer, also those who did nothing lately: as the server has it, and as a page opened now. */
  async checkpoint() {
    for (const customer of this.customers) {
      if (!customer.conversation || customer.state.lastSeq === 0) continue;
      await this.note(customer.agreesWithFresh(this.deadlineMillis));
      await this.note(customer.agreesWithNewPage(this.deadlineMillis));
      this.compared.newPages++;
    }
  }

  lanes() {
    const free = [...this.customers];
    const lanes = [];
    let alone = false;
    for (const [index, operator] of this.operators.entries()) {
      if (lanes.some(({ rival }) => rival === operator)) continue;
      const customer = free.splice(this.random.below(free.length), 1)[0];
      const rival = this.operators[index + 1];
      const name = this.choose(customer, operator, { rival, alone });
      alone ||= COMMANDS[name].alone === true;
      const withRival = COMMANDS[name].withRival ? { rival } : {};
      const random = this.random.fork(`round ${this.rounds} lane ${index}`);
      lanes.push({
        name,
        customer,
        operator,
        random,
        patience: this.deadlineMillis,
        line: (text) => `${text} (${++this.texts})`,
        ...withRival,
      });
    }
    return lanes;
  }

  choose(customer, operator, { rival, alone }) {
    const possible = Object.entries(COMMANDS).flatMap(([name, { may, withRival, alone: wantsToBeAlone }]) =>
      (withRival && !rival) || (wantsToBeAlone && alone) || !may(customer, operator) ? [] : [name],
    );
    if (!this.random.chance(LEAST_SHOWN_FIRST)) return this.random.pick(possible);
    return possible.reduce((least, name) => (this.given[name] < this.given[least] ? name : least));
  }

  async run(lane) {
    const { name, customer, operator, rival } = lane;
    const command = COMMANDS[name];
    const opened = [operator, ...(rival ? [rival] : [])];
    if (customer.state.lastSeq > 0) for (const one of opened) one.read(customer.conversation);
    if (command.side === "inbox" && customer.state.lastSeq > 0) await operator.isReady(this.deadlineMillis);
    await command.run(lane);
    this.given[name]++;
  }

  async compare({ customer, operator, rival }) {
    if (customer.conversation === null) return;
    await customer.agreesWithFresh(this.deadlineMillis);
    if (customer.state.lastSeq === 0) return;
    this.compared.widget++;
    for (const one of rival ? [operator, rival] : [operator]) {
      one.read(customer.conversation);
      await one.agreesOnConversation(this.deadlineMillis);
      this.compared.inbox++;
    }
    if (customer.lines > LINES_MAX) this.replace(customer);
  }

  /** A conversation that has become long is left, and somebody new comes. */
  replace(customer) {
    customer.close();
    this.customers.splice(this.customers.indexOf(customer), 1, this.newCustomer());
  }

  async compareLists(operator) {
    await operator.agreesOnLists(this.deadlineMillis);
    this.compared.lists++;
  }

  async note(work) {
    try {
      await work;
    } catch (error) {
      this.failures.push(`round ${this.rounds}: ${error.message}`);
    }
  }
}
