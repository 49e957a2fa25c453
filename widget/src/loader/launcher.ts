import { STYLE } from "./style.ts";

export interface Launcher {
  box: HTMLElement;
  panel: HTMLElement;
  button: HTMLButtonElement;
  /** True while the keyboard focus is inside the shadow root: in the launcher or in the iframe. */
  holdsFocus(): boolean;
  say(text: string): void;
  label(open: boolean, unread: number): void;
}

const DEFAULT_ACCENT = "#0f766e";
const SVG = "http://www.w3.org/2000/svg";

/** The launcher and the empty panel in a closed shadow root, put back whenever a client-side navigation takes them out of the page. */
export function launcher(accent: string | undefined): Launcher {
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const box = document.createElement("div");
  const panel = box.appendChild(document.createElement("div"));
  panel.className = "panel";
  const note = panel.appendChild(document.createElement("p"));
  note.role = "status";
  const button = box.appendChild(document.createElement("button"));
  button.type = "button";
  const icon = button.appendChild(document.createElementNS(SVG, "svg"));
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  for (const [name, path] of [
    ["c", "M4 5h16v11h-8l-4.5 4v-4H4zM8.5 9h7M8.5 12h4.5"],
    ["x", "M6 9.500l6 6 6-6"],
  ] as const) {
    const stroke = icon.appendChild(document.createElementNS(SVG, "path"));
    stroke.setAttribute("class", name);
    stroke.setAttribute("d", path);
  }
  const badge = button.appendChild(document.createElement("span"));
  badge.className = "badge";
  const fill = /^#[0-9a-f]{6}$/i.test(accent || "") ? (accent as string) : DEFAULT_ACCENT;
  box.style.setProperty("--fill", fill);
  box.style.setProperty("--ink", isLight(fill) ? "#000" : "#fff");
  root.append(box);

  // Frameworks replace the body or hydrate over it: stay in whichever body there is.
  const stay = () => {
    const body = document.body;
    if (!body) return;
    if (host.parentNode !== body) body.append(host);
    observer.observe(body, { childList: true });
  };
  const observer = new MutationObserver(stay);
  observer.observe(document.documentElement, { childList: true });
  stay();

  return {
    box,
    panel,
    button,
    holdsFocus: () => !!root.activeElement,
    say(text) {
      note.textContent = text;
    },
    label(open, unread) {
      badge.textContent = unread ? (unread > 9 ? "9+" : `${unread}`) : "";
      button.ariaLabel = open ? "Close chat" : unread ? `Open chat, ${unread} unread` : "Open chat";
      button.ariaExpanded = `${open}`;
    },
  };
}

/** Whether black reads better than white on a colour: relative luminance above 0.179, where both contrasts are equal. */
function isLight(hex: string): boolean {
  const [red, green, blue] = [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2) as [
    number,
    number,
    number,
  ];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179;
}
