import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { startMock } from "./mock-server.mjs";

// Opens every screen in Chromium against the mock server, takes pictures and runs axe: `node test/look.mjs [folder]`.
// Fails on a serious axe violation, an uncaught error, or anything the content security policy refuses.
const FOLDER = process.argv[2] ?? "/tmp/inbox-look";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDE = { width: 1440, height: 900 };
const MIDDLE = { width: 1024, height: 768 };
const PHONE = { width: 390, height: 844 };
const ZOOMED = { width: 320, height: 256 };

const open = (hash) => async (page) => {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.waitForTimeout(250);
};
const click = (role, name) => async (page) => {
  await page.getByRole(role, { name }).first().click();
  await page.waitForTimeout(200);
};
const ask = (question) => async (page) => {
  await page.getByRole("textbox", { name: "Question" }).fill(question);
  await page.getByRole("button", { name: "Ask the agent" }).click();
  await page.waitForTimeout(200);
};

const note = async (page) => {
  await page.getByRole("tab", { name: "Private note" }).click();
  await page.getByRole("textbox", { name: "Note" }).fill("Second time this month; the carrier lost the papers.");
  await page.getByRole("button", { name: "Add note" }).click();
  await page.waitForTimeout(250);
  await page.getByRole("textbox", { name: "Note" }).fill("Call back on Tuesday");
};
const back = async (page) => {
  await page.getByRole("slider", { name: "Moment to show" }).focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowLeft");
  await page.waitForTimeout(200);
};
const NOTE = [open("#/c/cnv_operator0"), note];
const HISTORY = [open("#/c/cnv_operator0"), click("button", "History of ownership")];
const PAST = [...HISTORY, back];

const SCREENS = [
  [
    "log-in",
    "out",
    WIDE,
    [
      async (page) => {
        await page.getByLabel("E-mail").fill("maya@acme.example");
        await page.getByLabel("Password").fill("wrong");
        await page.getByRole("button", { name: "Log in" }).click();
        await page.waitForTimeout(200);
      },
    ],
  ],
  ["list", "full", WIDE, []],
  ["waiting", "full", WIDE, [open("#/c/cnv_queue1")]],
  ["mine", "full", WIDE, [open("#/mine"), open("#/c/cnv_operator0"), click("button", "More actions")]],
  ["team", "full", WIDE, [open("#/team"), open("#/c/cnv_operator1")]],
  ["agent", "full", WIDE, [open("#/agent"), open("#/c/cnv_agent0")]],
  ["closed", "full", WIDE, [open("#/closed"), open("#/c/cnv_none2")]],
  ["note", "full", WIDE, NOTE],
  ["history", "full", WIDE, HISTORY],
  ["past", "full", WIDE, PAST],
  ["closed-past", "full", WIDE, [open("#/closed"), open("#/c/cnv_none2"), ...PAST.slice(1)]],
  ["middle-past", "full", MIDDLE, PAST],
  ["phone-note", "full", PHONE, NOTE],
  ["phone-history", "full", PHONE, HISTORY],
  ["phone-past", "full", PHONE, PAST],
  ["zoom-past", "full", ZOOMED, PAST],
  ["dark-note", "full", WIDE, NOTE, { colorScheme: "dark" }],
  ["dark-past", "full", WIDE, PAST, { colorScheme: "dark" }],
  ["contrast-past", "full", WIDE, PAST, { contrast: "more" }],
  ["forced-past", "full", WIDE, PAST, { forcedColors: "active" }],
  ["why", "full", WIDE, [open("#/c/cnv_queue0"), click("button", /^1 Shipping manual/)]],
  ["keys", "full", WIDE, [click("button", "Keys")]],
  ["missing", "full", WIDE, [open("#/c/cnv_nowhere")]],
  ["sources", "full", WIDE, [open("#/sources"), click("button", "Add a text")]],
  [
    "settings",
    "full",
    WIDE,
    [
      open("#/settings"),
      async (page) => {
        await page.getByLabel("Session window, in hours").fill("9000");
        await page.getByRole("button", { name: "Save settings" }).click();
      },
    ],
  ],
  ["playground-answer", "full", WIDE, [open("#/playground"), ask("Do I need customs papers for Norway?")]],
  ["playground-handoff", "full", WIDE, [open("#/playground"), ask("I want a refund")]],
  ["empty-list", "empty", WIDE, []],
  ["empty-mine", "empty", WIDE, [open("#/mine")]],
  ["empty-sources", "empty", WIDE, [open("#/sources")]],
  ["empty-playground", "empty", WIDE, [open("#/playground")]],
  ["loading-list", "slow", WIDE, [open("#/c/cnv_queue1")]],
  ["loading-settings", "slow", WIDE, [open("#/settings")]],
  ["error-list", "error", WIDE, [open("#/c/cnv_queue1")]],
  ["error-sources", "error", WIDE, [open("#/sources")]],
  ["middle-waiting", "full", MIDDLE, [open("#/c/cnv_queue1")]],
  ["middle-details", "full", MIDDLE, [open("#/c/cnv_queue1"), click("button", "Details")]],
  ["phone-list", "full", PHONE, []],
  ["phone-waiting", "full", PHONE, [open("#/c/cnv_queue1")]],
  ["phone-mine", "full", PHONE, [open("#/c/cnv_operator0")]],
  ["phone-sources", "full", PHONE, [open("#/sources")]],
  ["phone-settings", "full", PHONE, [open("#/settings")]],
  ["phone-playground", "full", PHONE, [open("#/playground"), ask("Do I need customs papers for Norway?")]],
  ["zoom-list", "full", ZOOMED, []],
  ["zoom-waiting", "full", ZOOMED, [open("#/c/cnv_queue1")]],
  ["dark-waiting", "full", WIDE, [open("#/c/cnv_queue1")], { colorScheme: "dark" }],
  ["dark-mine", "full", WIDE, [open("#/c/cnv_operator0")], { colorScheme: "dark" }],
  ["dark-sources", "full", WIDE, [open("#/sources")], { colorScheme: "dark" }],
  ["dark-settings", "full", WIDE, [open("#/settings")], { colorScheme: "dark" }],
  ["contrast-waiting", "full", WIDE, [open("#/c/cnv_queue1")], { contrast: "more" }],
  ["forced-waiting", "full", WIDE, [open("#/c/cnv_queue1")], { forcedColors: "active" }],
];

await mkdir(FOLDER, { recursive: true });
const only = process.argv[3];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
let failures = 0;
try {
  for (const [name, scenario, viewport, steps, options = {}] of SCREENS) {
    if (only && !name.includes(only)) continue;
    failures += await look(name, scenario, viewport, steps, options);
  }
} finally {
  await browser.close();
}
process.stdout.write(failures === 0 ? "all screens are fine\n" : `${failures} findings\n`);
process.exit(failures === 0 ? 0 : 1);

async function look(name, scenario, viewport, steps, options) {
  const mock = await startMock(scenario);
  const context = await browser.newContext({ viewport, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const findings = [];
  page.on("pageerror", (error) => findings.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedHTML/i.test(message.text())) findings.push(message.text());
  });
  try {
    await page.goto(mock.url);
    await page.waitForTimeout(350);
    for (const step of steps) await step(page);
    await page.screenshot({ path: `${FOLDER}/${name}.png` });
    findings.push(...(await seriousViolations(page)));
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (wider > 0) findings.push(`the page is ${wider} px wider than the window`);
  } catch (error) {
    findings.push(String(error));
  }
  await context.close();
  mock.stop();
  for (const finding of findings) process.stdout.write(`${name}: ${finding}\n`);
  return findings.length;
}

/** Evaluated from outside the page: the policy of the page does not let it in as a script element. */
async function seriousViolations(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `axe ${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary.slice(0, 200)}`).join(" | ")}`,
    );
}
