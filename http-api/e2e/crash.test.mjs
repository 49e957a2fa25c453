import { expect } from "./expect.mjs";
import { Customer, Operator } from "./people.mjs";

const LINES = 12;

/** The server is killed in the middle of a chat, and started again. */
export const crash = {
  async "after kill -9 everything acknowledged is there, in order, once, and both pages catch up by themselves"({
    browser,
    server,
    picture,
  }) {
    const operator = await Operator.logIn(browser, server);
    const customer = await Customer.visit(browser, server);
    await customer.openChat();
    await customer.write("I need a human, crash test");
    await customer.sees("That is one for a person");
    await operator.view("Waiting").click();
    await operator.open("I need a human, crash test");
    await operator.press("Take over");
    await operator.sees(/You took over|took over/);

    for (let line = 1; line <= LINES; line++) {
      await customer.write(`line ${line} of the customer`);
      if (line === LINES / 2) await server.kill();
    }
    await picture(customer.page, "widget-server-away");
    await server.start();

    await operator.sees(`line ${LINES} of the customer`);
    await operator.reply("I have everything.");
    await customer.sees("I have everything.");
    const wanted = Array.from({ length: LINES }, (_, at) => `line ${at + 1} of the customer`);
    for (const [who, text] of [
      ["customer", await customer.thread()],
      ["operator", await operator.messages().innerText()],
    ]) {
      const shown = text.split("\n").filter((line) => /^line \d+ of the customer$/.test(line.trim()));
      expect.equal(shown.join(), wanted.join(), `the ${who} sees each line once and in order`);
    }
    const report = await server.api("/verify");
    expect.equal(report.body.agentMessagesInHumanSpans, 0, "no agent message in a human-owned span");
    expect.equal(report.body.seqGaps, 0, "no gap");
    expect.equal(report.body.doubledKeys, 0, "no doubled key");
  },
};
