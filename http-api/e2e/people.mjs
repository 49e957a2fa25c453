import { expect } from "./expect.mjs";

const WAIT_MS = 60_000;

/** A customer on the demo site, who sees and does what a person would. */
export class Customer {
  constructor(page) {
    this.page = page;
  }

  static async visit(browser, server) {
    const context = await browser.newContext({ viewport: { width: 1100, height: 800 } });
    const page = await context.newPage();
    const customer = new Customer(page);
    customer.blocked = [];
    customer.received = [];
    page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => customer.received.push(String(payload))),
    );
    page.on("response", async (response) => {
      if (response.url().includes("/api/")) customer.received.push(await response.text().catch(() => ""));
    });
    page.on("console", (line) => {
      if (/Content.Security.Policy|Trusted/i.test(line.text())) customer.blocked.push(line.text());
    });
    await page.goto(server.demo);
    return customer;
  }

  /** Opens the chat by the launcher in the corner; it stands in a closed shadow root, so that only a pointer finds it. */
  async openChat() {
    const { width, height } = this.page.viewportSize();
    await this.page.waitForFunction(
      () => document.querySelector("[data-baton]") ?? document.body.lastElementChild?.tagName !== "SCRIPT",
    );
    await expect.eventually(async () => {
      if (!this.frame()) await this.page.mouse.click(width - 48, height - 48);
      await this.page.waitForTimeout(250);
      return Boolean(this.frame());
    }, "the launcher opens the chat");
    await this.box().waitFor({ timeout: WAIT_MS });
  }

  frame() {
    return this.page.frames().find((frame) => frame.url().includes("/widget/frame"));
  }

  box() {
    return this.frame().getByRole("textbox", { name: "Your message" });
  }

  log() {
    return this.frame().getByRole("log");
  }

  async write(text) {
    await this.box().fill(text);
    await this.box().press("Enter");
  }

  /** Waits until the thread shows the text. */
  async sees(text) {
    await this.log().getByText(text).first().waitFor({ timeout: WAIT_MS });
  }

  async thread() {
    return this.log().innerText();
  }

  async agentMessages() {
    return (await this.thread()).split("\n").filter((line) => line.trim() === "AI").length;
  }
}

/** An operator in the inbox. */
export class Operator {
  constructor(page) {
    this.page = page;
  }

  static async logIn(browser, server) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const { email, password } = await server.login();
    await page.goto(`${server.url}/inbox/`);
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: /log in/i }).click();
    await page.getByRole("navigation", { name: "Inbox" }).waitFor({ timeout: WAIT_MS });
    return new Operator(page);
  }

  view(name) {
    return this.page.getByRole("navigation", { name: "Inbox" }).getByRole("link", { name: new RegExp(`^${name}`) });
  }

  /** Opens the conversation whose row shows the text. */
  async open(text) {
    await this.page.getByText(text).first().click({ timeout: WAIT_MS });
    await this.messages().waitFor({ timeout: WAIT_MS });
  }

  messages() {
    return this.page.getByRole("log", { name: "Messages" });
  }

  async sees(text) {
    await this.page.getByText(text).first().waitFor({ timeout: WAIT_MS });
  }

  async press(name) {
    await this.page.getByRole("button", { name }).first().click({ timeout: WAIT_MS });
  }

  async reply(text) {
    await this.page.getByRole("textbox", { name: "Reply" }).fill(text);
    await this.page.getByRole("textbox", { name: "Reply" }).press("Control+Enter");
  }

  /** Writes a note for the team and waits until it stands in the timeline. */
  async note(text) {
    await this.page.getByRole("tab", { name: "Private note" }).click();
    await this.page.getByRole("textbox", { name: "Note" }).fill(text);
    await this.press("Add note");
    await this.messages()
      .getByRole("article", { name: /^Note by/ })
      .getByText(text)
      .waitFor({ timeout: WAIT_MS });
  }

  async more(action) {
    await this.press("More actions");
    await this.page.getByRole("button", { name: action }).click({ timeout: WAIT_MS });
  }
}
