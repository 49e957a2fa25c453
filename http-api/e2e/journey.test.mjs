import { expect } from "./expect.mjs";
import { Customer, Operator } from "./people.mjs";

const HANDED_OFF = "That is one for a person";

/** The main job: ask, answer with citations, hand over, take over, close. */
export const journey = {
  async "a question from the manual gets a cited answer, a request for a person one honest line, and the agent is silent until the close"({
    browser,
    server,
    picture,
  }) {
    const operator = await Operator.logIn(browser, server);
    const customer = await Customer.visit(browser, server);
    await customer.openChat();
    await picture(customer.page, "widget-empty");

    await customer.write("How do I add a PDF as a source?");
    await customer.frame().getByRole("list", { name: "Sources" }).waitFor({ timeout: 20_000 });
    expect.matches(await customer.thread(), /upload|Sources|drag|file/i, "the answer is about adding a source");
    expect.equal(await customer.agentMessages(), 1, "one answer");
    await picture(customer.page, "widget-answer");

    await customer.write("I need a human");
    await customer.sees(HANDED_OFF);
    await operator.view("Waiting").click();
    await operator.open("I need a human");
    await operator.sees("How do I add a PDF as a source?");
    await operator.sees(/asked for a person/i);
    await picture(operator.page, "inbox-waiting");

    await operator.press("Take over");
    await operator.reply("Maya here, I am looking into it.");
    await customer.sees("Maya here, I am looking into it.");
    const spoken = await customer.agentMessages();
    await customer.write("Thank you. How do I add a source?");
    await operator.sees("Thank you. How do I add a source?");
    await customer.write("And what is a passage?");
    await operator.sees("And what is a passage?");
    await customer.page.waitForTimeout(2_500);
    expect.equal(await customer.agentMessages(), spoken, "the agent is silent while an operator owns the conversation");
    await picture(customer.page, "widget-operator");
    await picture(operator.page, "inbox-operator");

    await operator.more("Close conversation");
    await confirm(operator);
    await customer.frame().getByText("This conversation was closed").waitFor({ timeout: 20_000 });
    await picture(customer.page, "widget-closed");
    await customer.write("How do I add a web page as a source?");
    await expect.eventually(
      async () => (await customer.agentMessages()) === spoken + 1,
      "after the close the agent answers the next one",
    );
    expect.equal(customer.blocked.length, 0, `nothing was against the page's policy: ${customer.blocked[0]}`);
  },

  async "a billing dispute is handed over with its reason and appears in an open inbox by itself"({
    browser,
    server,
    picture,
  }) {
    const operator = await Operator.logIn(browser, server);
    await operator.view("Waiting").click();
    const customer = await Customer.visit(browser, server);
    await customer.openChat();
    await customer.write("I was charged twice for my flight to Lisbon and want my money back");
    await customer.sees(HANDED_OFF);
    expect.equal(await customer.agentMessages(), 1, "one honest line, nothing else");
    await operator.open("charged twice for my flight");
    await operator.sees(/not sure|confiden|no answer|could not/i);
    await picture(operator.page, "inbox-low-confidence");
  },

  async "the button asks for a person before anything was said"({ browser, server }) {
    const operator = await Operator.logIn(browser, server);
    await operator.view("Waiting").click();
    const customer = await Customer.visit(browser, server);
    await customer.openChat();
    await customer.frame().getByRole("button", { name: "Talk to a person" }).click();
    await customer.sees(HANDED_OFF);
    await operator.open(HANDED_OFF);
    await operator.press("Take over");
    await operator.reply("Hello, what can I do for you?");
    await customer.sees("Hello, what can I do for you?");
  },

  async "a thumb down is kept over a reload, offers a person and shows in the inbox"({ browser, server, picture }) {
    const operator = await Operator.logIn(browser, server);
    const customer = await Customer.visit(browser, server);
    await customer.openChat();
    await customer.write("What does the manual say about closing a conversation?");
    const thumb = () => customer.frame().getByRole("button", { name: "No, this did not help" });
    await thumb().click({ timeout: 20_000 });
    const stored = customer.page.waitForResponse((response) => response.url().endsWith("/conversation/ratings"));
    await customer.frame().getByRole("button", { name: "Yes, this helped" }).click();
    await stored;
    await customer.sees("Thanks.");
    const storedAgain = customer.page.waitForResponse((response) => response.url().endsWith("/conversation/ratings"));
    await thumb().click();
    expect.equal((await storedAgain).status(), 200, "the rating is stored");
    await picture(customer.page, "widget-thumb-down");
    await customer.frame().getByRole("button", { name: "Ask a person" }).click();
    await customer.sees(HANDED_OFF);
    await customer.write("It is about invoice 4711");
    await customer.sees("It is about invoice 4711");

    await customer.page.reload();
    await customer.openChat();
    await expect.eventually(
      async () => (await thumb().getAttribute("aria-pressed")) === "true",
      "the thumb is still down after the reload",
    );
    await operator.view("Waiting").click();
    await operator.open("It is about invoice 4711");
    await operator.sees("Did not help the customer");
    await picture(operator.page, "inbox-thumb-down");
  },

  async "several lines in a row get one answer"({ browser, server }) {
    const customer = await Customer.visit(browser, server);
    await customer.openChat();
    await customer.write("Hello there");
    await customer.write("I have a question");
    await customer.write("How do I close a conversation?");
    await customer.frame().getByRole("list", { name: "Sources" }).waitFor({ timeout: 20_000 });
    await customer.page.waitForTimeout(1_500);
    expect.equal(await customer.agentMessages(), 1, "one answer for three lines");
  },

  async "a customer who reloads is in the same conversation"({ browser, server }) {
    const customer = await Customer.visit(browser, server);
    await customer.openChat();
    await customer.write("How do I hand a conversation back?");
    await customer.frame().getByRole("list", { name: "Sources" }).waitFor({ timeout: 20_000 });
    const before = await customer.thread();
    await customer.page.reload();
    await customer.openChat();
    await customer.sees("How do I hand a conversation back?");
    await expect.eventually(async () => (await customer.thread()) === before, "the same thread after the reload");
  },
};

async function confirm(operator) {
  const dialog = operator.page.getByRole("dialog");
  if (await dialog.isVisible().catch(() => false))
    await dialog.getByRole("button", { name: "Close conversation" }).click();
}
