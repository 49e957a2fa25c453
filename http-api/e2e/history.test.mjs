import { expect } from "./expect.mjs";
import { Customer, Operator } from "./people.mjs";

const SECRET = "ermine-4711: third refund this year";

/** What the team writes for itself, and what it can see of the past. */
export const history = {
  async "a note is seen by the team and reaches the customer in no frame, and the history tells who owned it when"({
    browser,
    server,
    picture,
  }) {
    const operator = await Operator.logIn(browser, server);
    const customer = await Customer.visit(browser, server);
    await customer.openChat();
    await customer.write("I need a human for my note");
    await customer.sees("That is one for a person");
    await operator.view("Waiting").click();
    await operator.open("I need a human for my note");
    await operator.note(SECRET);
    await operator.page.getByRole("button", { name: "Take over", exact: true }).waitFor({ timeout: 5_000 });
    await picture(operator.page, "inbox-note");

    await operator.page.getByRole("tab", { name: "Public reply" }).click();
    await operator.reply("Hello, I have read your note.");
    await customer.sees("Hello, I have read your note.");
    await customer.page.reload();
    await customer.openChat();
    await customer.sees("Hello, I have read your note.");
    expect.ok(
      customer.received.some((text) => text.includes("I have read your note")),
      "what the customer's page received was watched",
    );
    for (const text of [...customer.received, await customer.thread(), await customer.page.content()])
      expect.ok(!text.includes("ermine-4711"), "the note is in nothing that the customer's page got");

    await operator.press("History of ownership");
    await operator.sees("The agent said 0 messages while people owned it.");
    await operator.sees(/Handed off by the agent/);
    await operator.sees("Taken over by you");
    const slider = operator.page.getByRole("slider", { name: "Moment to show" });
    await slider.press("Home");
    await operator.sees(/The past: as of/);
    expect.ok(
      !(await operator.messages().innerText()).includes("ermine-4711"),
      "the note is not in the past before it",
    );
    await picture(operator.page, "inbox-past");
    await customer.write("Are you still there?");
    await operator.press("Back to now");
    await operator.sees("Are you still there?");
  },
};
