import { expect } from "./expect.mjs";
import { Customer, Operator } from "./people.mjs";

const ASKED = [
  "How do I add a PDF as a source?",
  "How do I take over a conversation?",
  "Which ports does the moon use on Sundays?",
];

/** The threshold is chosen on what customers asked. */
export const threshold = {
  async "the threshold is chosen on past questions: the slider names those that change, and the agent acts by it until the undo"({
    browser,
    server,
    picture,
  }) {
    const customer = await Customer.visit(browser, server);
    await customer.openChat();
    for (const [index, question] of ASKED.entries()) {
      await customer.write(question);
      await expect.eventually(
        async () => (await customer.agentMessages()) === index + 1,
        `the agent has treated "${question}"`,
      );
    }
    const operator = await Operator.logIn(browser, server);
    const { page } = operator;
    await page.goto(`${server.url}/inbox/#/settings`);
    await operator.press(/^Replay past questions/);
    await operator.sees(/^Of your last \d+ questions? \d+ would go to the team/);
    const slider = page.getByRole("slider", { name: "How sure the agent must be" });
    const before = Number(await slider.inputValue());
    const handedOver = async () => Number(/(\d+) would go/.exec(await slider.getAttribute("aria-valuetext"))[1]);
    const now = await handedOver();

    await slider.press("End");
    const flips = page.getByRole("region", { name: "Questions that would change" });
    await flips.getByRole("heading").waitFor({ timeout: 20_000 });
    const changing = Number(/^\d+/.exec(await flips.getByRole("heading").innerText())[0]);
    expect.equal(changing, (await handedOver()) - now, "as many change as the curve says");
    expect.ok(changing >= 2, "what the manual answers is among them");
    const asked = flips.getByRole("link", { name: ASKED[0] }).first();
    expect.matches(await asked.getAttribute("href"), /^#\/c\/cnv_/, "it leads to its conversation");
    expect.matches(await flips.innerText(), /answered → to the team/, "it says what changes");
    expect.equal(await flips.getByText(ASKED[2]).count(), 0, "what goes to the team anyway does not change");
    await picture(page, "inbox-threshold");
    await page.setViewportSize({ width: 390, height: 844 });
    await slider.scrollIntoViewIfNeeded();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect.ok(!wide, "nothing stands beside a phone's screen");
    await picture(page, "inbox-threshold-phone");
    await page.setViewportSize({ width: 1280, height: 900 });

    await operator.press("Apply 100 %");
    await operator.sees("Applied.");
    const decides = async (words) => {
      await page.goto(`${server.url}/inbox/#/playground`);
      await page.getByLabel("Question").fill(ASKED[0]);
      await operator.press("Ask the agent");
      await page.getByRole("heading", { name: words }).waitFor({ timeout: 20_000 });
    };
    await decides(/^The agent would hand over/);
    await page.goto(`${server.url}/inbox/#/settings`);
    await operator.press(`Undo: back to ${before} %`);
    await operator.sees("Undone.");
    await decides(/^The agent would answer/);
    const { body } = await server.api("/threshold");
    expect.equal(Math.round(body.threshold * 100), before, "the threshold is where it was");
    expect.equal(body.changes[0].cause, "undo", "the undo is remembered");
  },
};
