import assert from "node:assert/strict";
import { startMock } from "../test/mock-server.mjs";
import { axe, launch } from "./browser.mjs";

/** The loader on a host page that is not kind to it: included twice, storage blocked, body replaced, foreign messages, keyboard only. */
const mock = await startMock();
const browser = await launch();
const checks = {};

async function hostPage(prepare) {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  if (prepare) await context.addInitScript(prepare);
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(mock.site);
  await page.waitForFunction(() => window.baton && !Array.isArray(window.baton));
  // Frames in a shadow tree are not counted by `window.frames`: ask the browser.
  const chat = async () => {
    for (let tries = 0; tries < 100 && page.frames().length < 2; tries++) await page.waitForTimeout(50);
    const frame = page.frames().at(-1);
    await frame.waitForSelector(".presence", { timeout: 5_000 });
    return frame;
  };
  return { context, page, chat, errors };
}

checks["works by keyboard alone, and gives the focus back"] = async () => {
  const { context, page, chat } = await hostPage();
  await page.evaluate(() => document.querySelector(".topics li:last-child button").focus());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const frame = await chat();
  await page.waitForTimeout(300);
  await page.keyboard.type("Hello");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("there");
  await page.keyboard.press("Enter");
  await frame.waitForSelector(".said.customer");
  assert.equal(mock.director.posts.at(-1).text, "Hello\nthere");
  await page.keyboard.press("Escape");
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(300);
  assert.equal(await frame.evaluate(() => document.activeElement.tagName), "TEXTAREA");
  assert.deepEqual(await axe(page.mainFrame()), []);
  await context.close();
};

checks["asks for a person before anything is said, and keeps the focus"] = async () => {
  const { context, page, chat } = await hostPage();
  await page.evaluate(() => window.baton.push(["open"]));
  const frame = await chat();
  await frame.focus(".human");
  await page.keyboard.press("Enter");
  await frame.waitForSelector(".band.waiting");
  assert.equal(await frame.evaluate(() => document.activeElement.tagName), "TEXTAREA");
  assert.equal(mock.last().status.owner, "queue");
  await context.close();
};

checks["is one widget, however often it is included"] = async () => {
  const { context, page, chat, errors } = await hostPage();
  await page.evaluate((origin) => {
    const script = document.createElement("script");
    script.src = `${origin}/widget/loader.js?again`;
    script.dataset.workspace = "demo";
    return new Promise((done) => {
      script.onload = done;
      document.head.append(script);
    });
  }, mock.origin);
  await page.evaluate(() => window.baton.push(["open"]));
  await chat();
  assert.equal(page.frames().length, 2);
  assert.deepEqual(errors, []);
  await context.close();
};

checks["works within the page where storage is blocked"] = async () => {
  const { context, page, chat } = await hostPage(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("blocked", "SecurityError");
      },
    });
  });
  await page.evaluate(() => window.baton.push(["ask", "Hello"]));
  const frame = await chat();
  await frame.press("textarea", "Enter");
  await frame.waitForSelector(".said.customer .progress:text-is('Sent')");
  await context.close();
};

checks["survives a client-side navigation that replaces the body"] = async () => {
  const { context, page, chat } = await hostPage();
  await page.evaluate(() => window.baton.push(["ask", "Before"]));
  const frame = await chat();
  await frame.press("textarea", "Enter");
  await frame.waitForSelector(".said.customer");
  await page.evaluate(() => {
    document.body = document.createElement("body");
  });
  const again = await chat();
  await again.waitForSelector(".said.customer");
  assert.equal(await page.evaluate(() => document.body.children.length), 1);
  await context.close();
};

checks["sends a message once when the answer is lost, and after a reload"] = async () => {
  const { context, page, chat } = await hostPage();
  await page.evaluate(() => window.baton.push(["ask", "First"]));
  let frame = await chat();
  await frame.press("textarea", "Enter");
  await frame.waitForSelector(".progress:text-is('Sent')");
  mock.director.lostResponses = 1;
  await frame.fill("textarea", "Second");
  await frame.press("textarea", "Enter");
  await page.waitForTimeout(100);
  mock.director.failing = 3;
  await frame.fill("textarea", "Third");
  await frame.press("textarea", "Enter");
  await page.waitForTimeout(100);
  await page.reload();
  await page.evaluate(() => window.baton.push(["open"]));
  frame = await chat();
  await frame.waitForSelector(".progress:text-is('Sent')", { timeout: 20_000 });
  await page.waitForTimeout(300);
  assert.deepEqual(
    mock.last().messages.map(({ text }) => text),
    ["First", "Second", "Third"],
  );
  assert.deepEqual(await frame.locator(".said.customer .bubble").allTextContents(), ["First", "Second", "Third"]);
  assert.deepEqual(JSON.parse(await page.evaluate(() => localStorage.getItem("baton:demo"))).outbox, []);
  await context.close();
};

checks["ignores messages from anybody but its own iframe"] = async () => {
  const { context, page, chat } = await hostPage();
  await page.evaluate(() => window.baton.push(["open"]));
  const frame = await chat();
  const stolen = await page.evaluate(async () => {
    const heard = [];
    window.postMessage({ baton: 1, kind: "ready" }, "*");
    addEventListener("message", (event) => event.data?.kind === "connect" && heard.push(event.data));
    await new Promise((done) => setTimeout(done, 200));
    return heard.length;
  });
  assert.equal(stolen, 0);
  await frame.evaluate(() =>
    window.postMessage({ baton: 1, kind: "connect", session: { token: "evil", conversation: "cnv_evil" } }, "*"),
  );
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => localStorage.getItem("baton:demo")?.includes("evil") ?? false), false);
  await context.close();
};

checks["tells the page about itself, and a listener that throws does no harm"] = async () => {
  const { context, page, chat } = await hostPage(() => {
    window.seen = [];
    window.baton = [
      ["on", "ready", () => window.seen.push("ready")],
      [
        "on",
        "open",
        () => {
          window.seen.push("open");
          throw new Error("the page's own mistake");
        },
      ],
      ["on", "close", () => window.seen.push("close")],
      ["nonsense"],
      ["toString"],
    ];
  });
  await page.evaluate(() => window.baton.push(["toggle"]));
  await chat();
  await page.evaluate(() => window.baton.push(["toggle"], ["hide"], ["show"]));
  assert.deepEqual(await page.evaluate(() => window.seen), ["ready", "open", "close"]);
  await context.close();
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok   ${name}`);
  } catch (problem) {
    failed++;
    console.log(`FAIL ${name}\n     ${problem.stack}`);
  }
  mock.director.failing = 0;
  mock.director.lostResponses = 0;
}
await browser.close();
await mock.stop();
process.exit(failed ? 1 : 0);
