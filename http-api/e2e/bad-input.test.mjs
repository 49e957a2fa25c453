import { expect } from "./expect.mjs";
import { Customer, Operator } from "./people.mjs";

/** What people should not send, and what they then see. */
export const badInput = {
  async "markup is shown as it was typed, to both sides"({ browser, server }) {
    const operator = await Operator.logIn(browser, server);
    const customer = await Customer.visit(browser, server);
    const dialogs = [];
    for (const page of [operator.page, customer.page]) page.on("dialog", (dialog) => dialogs.push(dialog.message()));
    await customer.openChat();
    const nasty = `<img src=x onerror=alert(1)> {{7*7}} [x](javascript:alert(2))`;
    await customer.write(nasty);
    await customer.sees(nasty);
    await customer
      .frame()
      .getByRole("button", { name: "Talk to a person" })
      .click({ timeout: 5_000 })
      .catch(() => {});
    await operator.view("Waiting").click();
    await operator.open("<img src=x onerror");
    await operator.sees(nasty);
    expect.equal(dialogs.length, 0, "nothing ran");
  },

  async "an empty and a too long message are not sent, and a long one keeps its text"({ browser, server }) {
    const customer = await Customer.visit(browser, server);
    await customer.openChat();
    await customer.write("   ");
    await customer.box().fill("x".repeat(8_001));
    await customer.frame().getByText("Too long by 1 character").waitFor({ timeout: 5_000 });
    await customer.box().press("Enter");
    expect.equal((await customer.box().inputValue()).length, 8_001, "the text is still there");
    expect.equal(await customer.agentMessages(), 0, "nothing was sent");
  },

  async "a wrong password is refused in words"({ browser, server }) {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server.url}/inbox/`);
    await page.getByLabel("E-mail").fill("admin@baton.local");
    await page.getByLabel("Password").fill("not this one");
    await page.getByRole("button", { name: /log in/i }).click();
    await page.getByRole("alert").waitFor({ timeout: 10_000 });
  },

  async "another site may not frame the widget"({ browser, server }) {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server.url}/docs`);
    const framed = await fetch(`${server.url}/widget/frame?workspace=demo`);
    expect.matches(
      framed.headers.get("content-security-policy"),
      /frame-ancestors http:\/\/localhost:\d+$/,
      "named sites only",
    );
    expect.matches(await page.title(), /Baton/, "the API docs open");
  },
};
