import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { SETTINGS, startMock } from "../test/mock-server.mjs";
import { axe, launch } from "./browser.mjs";

/** Walks the built widget through every state in a real browser: pictures to look at, axe on each, no policy report, no page error. */
const OUT = process.env.OUT ?? "/tmp/widget-look";
await mkdir(OUT, { recursive: true });
const mock = await startMock();
const browser = await launch();
const found = [];

const CITATIONS = [
  {
    number: 1,
    source: "src_1",
    title: "Adding sources",
    heading: "Upload a file",
    page: null,
    url: `${mock.origin}/docs/sources`,
  },
  { number: 2, source: "src_2", title: "Operator handbook", heading: null, page: 12, url: null },
];
const ANSWER =
  "Open Sources in the inbox and choose how to add it:\n\n1. Upload a file: PDF, HTML, Markdown, text or CSV.\n2. Add a link, and Baton reads that page.\n3. Write a text.\n\nThe source is ready when its state says so. More at https://baton.example/manual.";

async function openPage(name, options = {}, path = "/") {
  const context = await browser.newContext({ viewport: { width: 1100, height: 780 }, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => found.push(`${name}: ${error}`));
  page.on("console", (line) => {
    if (/Content Security|Trusted/i.test(line.text())) found.push(`${name}: ${line.text()}`);
  });
  page.on("dialog", (dialog) => {
    found.push(`${name}: a dialog opened`);
    void dialog.dismiss();
  });
  await page.goto(mock.site + path);
  await page.waitForFunction(() => window.baton && !Array.isArray(window.baton));
  const chat = () => page.frames().find((frame) => frame.url().includes("/widget/frame"));
  const open = async () => {
    await page.evaluate(() => window.baton.push(["open"]));
    await page.waitForFunction(() => document.activeElement?.shadowRoot !== undefined);
    while (!chat()) await page.waitForTimeout(20);
    await chat().waitForSelector("h1");
    await chat().waitForSelector(".presence");
  };
  const write = async (text) => {
    await chat().fill("textarea", text);
    await chat().press("textarea", "Enter");
    await chat().waitForSelector(".said.customer");
    await page.waitForTimeout(150);
  };
  const shot = async (state) => {
    await page.waitForTimeout(250);
    await page.screenshot({ path: `${OUT}/${name}-${state}.png` });
    if (chat()) for (const violation of await axe(chat())) found.push(`${name}-${state}: ${violation}`);
  };
  return { page, context, chat, open, write, shot };
}

const answers = (text = ANSWER, citations = CITATIONS) => {
  mock.director.onQuestion = (conversation) => mock.say(conversation, { kind: "agent" }, "answer", text, { citations });
};

async function conversationStates(name, options) {
  mock.director.onQuestion = null;
  const { page, context, chat, open, write, shot } = await openPage(name, options);
  await shot("launcher");
  await open();
  await shot("empty");
  await write("How do I add a source?");
  mock.push(mock.last(), { kind: "thinking", on: true });
  await shot("thinking");
  mock.say(mock.last(), { kind: "agent" }, "answer", ANSWER, { citations: CITATIONS });
  await shot("citations");
  await chat().click(".human");
  await chat().waitForSelector(".band.waiting");
  await shot("waiting");
  mock.own(mock.last(), "operator", { operator: { name: "Maya Lind" } });
  mock.say(
    mock.last(),
    { kind: "operator", name: "Maya Lind" },
    "text",
    "Hello, this is Maya. I am looking at it now.",
  );
  await write("Thank you");
  mock.push(mock.last(), { kind: "typing", author: { kind: "operator", name: "Maya Lind" } });
  await shot("operator-typing");
  mock.own(mock.last(), "none");
  await shot("closed");
  await write("One more question");
  answers("Yes.", [CITATIONS[0]]);
  await write("And another one");
  await shot("next-episode");
  await context.close();
  return page;
}

await conversationStates("light", {});
await conversationStates("dark", { colorScheme: "dark" });
await conversationStates("phone", { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true });
await conversationStates("forced", { forcedColors: "active" });

{
  const { page, context, chat, open, write, shot } = await openPage("trouble");
  mock.director.onQuestion = null;
  await open();
  await write("A first line");
  mock.director.refusing = {
    status: 400,
    body: {
      type: "",
      title: "Invalid",
      status: 400,
      detail: "the text holds a character that cannot be stored.",
      code: "invalid_value",
    },
  };
  await write("This will be refused");
  mock.director.refusing = {
    status: 403,
    body: { type: "", title: "", status: 403, detail: "this is not allowed here.", code: "not_allowed" },
  };
  await write("So will this, but it may be tried again");
  await shot("refused");
  mock.director.refusing = null;
  await chat().click("text=Retry");
  await chat().click("text=Edit");
  await page.waitForTimeout(200);
  assert.equal(await chat().inputValue("textarea"), "This will be refused");
  mock.director.failing = 99;
  await chat().press("textarea", "Enter");
  await shot("failing");
  mock.director.failing = 0;
  await context.setOffline(true);
  mock.hangUp();
  await page.waitForTimeout(300);
  await write("Written while offline");
  await shot("offline");
  await chat().fill("textarea", "word ".repeat(1520));
  await shot("counter");
  await chat().fill("textarea", "word ".repeat(1700));
  await shot("too-long");
  await context.setOffline(false);
  await chat().fill("textarea", "");
  await chat().waitForSelector(".progress:text-is('Sent')", { timeout: 10_000 });
  assert.equal(await chat().locator(".said.customer").count(), 4);
  mock.expire();
  await write("After the session has expired");
  await page.waitForTimeout(600);
  await shot("session-expired");
  assert.equal(mock.last().messages.length, 1);
  await context.close();
}
{
  const { context, chat, open, write, shot } = await openPage("hostile");
  const evil =
    '<img src=x onerror=alert(1)> [x](javascript:alert(1)) {{constructor.constructor("alert(1)")()}} \u202Egnp.exe ';
  mock.director.settings = {
    ...SETTINGS,
    workspace: `${evil}${"W".repeat(90)}`,
    greeting: `${evil}Hello`,
    accent: "#ffe600",
  };
  answers(`${evil}\n${"Donaudampfschifffahrtsgesellschaftskapitän".repeat(5)}\n- ${evil}`, [
    {
      number: 1,
      source: "s",
      title: evil + "x".repeat(200),
      heading: "Überschrift".repeat(12),
      page: 3,
      url: "javascript:alert(1)",
    },
    {
      number: 2,
      source: "s",
      title: "A very long title of a page in the manual ".repeat(3),
      heading: null,
      page: null,
      url: "https://example.com/",
    },
  ]);
  await open();
  await write(`${evil}${"x".repeat(300)}`);
  await shot("long-words");
  assert.equal(await chat().locator("img").count(), 0);
  assert.equal(await chat().locator("a[href^=javascript]").count(), 0);
  await context.close();
}
{
  mock.director.settings = { ...SETTINGS, workspace: "باتون", greeting: "مرحبا. اسألني أي شيء عن باتون." };
  answers(
    "افتح المصادر في صندوق الوارد:\n\n- ارفع ملفا\n- أضف رابطا https://example.com/a\n\nThen press Add.",
    CITATIONS,
  );
  const { context, open, write, shot } = await openPage("rtl", {}, "/pages/rtl.html");
  await shot("launcher");
  await open();
  await write("كيف أضيف مصدرا؟");
  await shot("chat");
  await context.close();
}
{
  mock.director.settings = { ...SETTINGS };
  answers();
  const { page, context, chat, open, write, shot } = await openPage("unread");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await open();
  await write("How do I add a source?");
  await chat().press("textarea", "Escape");
  await page.waitForTimeout(200);
  mock.say(mock.last(), { kind: "agent" }, "answer", "One more thing: a source that failed says why.");
  mock.say(mock.last(), { kind: "agent" }, "answer", "And you can read it again.");
  await page.waitForTimeout(300);
  await shot("badge");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(300);
  await shot("opened");
  await page.reload();
  await page.waitForTimeout(1500);
  assert.ok(chat(), "a stored session brings the hidden iframe back");
  await page.evaluate(() => window.baton.push(["ask", "What does the threshold do?"]));
  await page.waitForTimeout(500);
  assert.equal(await chat().inputValue("textarea"), "What does the threshold do?");
  assert.equal(await chat().locator(".said").count(), 4);
  await context.close();
}

await browser.close();
await mock.stop();
if (found.length) {
  console.error(found.join("\n"));
  process.exit(1);
}
console.log(`All states seen; pictures in ${OUT}`);
