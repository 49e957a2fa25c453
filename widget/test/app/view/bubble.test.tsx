import { render } from "preact";
import { afterEach, describe, expect, it } from "vitest";
import { Bubble, initialOf } from "../../../src/app/view/bubble.tsx";
import { placeOf, safeAddress } from "../../../src/app/view/citations.tsx";
import { RichText } from "../../../src/app/view/rich-text.tsx";
import { begun, message, status } from "../state/samples.ts";

const box = document.createElement("div");
afterEach(() => render(null, box));

const HOSTILE = [
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "[x](javascript:alert(1))",
  "{{constructor.constructor('alert(1)')()}}",
  `$${"{7*7}"}`,
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
];

describe("what is said", () => {
  it.each(HOSTILE)("shows %s letter by letter", (text) => {
    render(<RichText text={text} />, box);
    expect(box.textContent).toBe(text);
    expect(box.querySelector("img,svg,a,style,math")).toBeNull();
  });

  it("opens links in a new tab that knows nothing of this one", () => {
    render(<RichText text="See https://a.example/x." />, box);
    const link = box.querySelector("a");
    expect(link?.getAttribute("href")).toBe("https://a.example/x");
    expect(link?.target).toBe("_blank");
    expect(link?.getAttribute("rel")).toBe("noopener noreferrer");
  });

  it("says who speaks: the AI, or a person by name", () => {
    const client = { state: { value: begun() } } as never;
    render(<Bubble client={client} message={message(1)} unsent={null} leads={true} last={true} />, box);
    expect(box.querySelector(".mark")?.textContent).toBe("AI");

    const maya = message(2, { author: { kind: "operator", name: "Maya <b>Lind</b>" } });
    render(<Bubble client={client} message={maya} unsent={null} leads={true} last={true} />, box);
    expect(box.querySelector(".name")?.textContent).toBe("Maya <b>Lind</b>");
    expect(box.querySelector(".mark")).toBeNull();
  });

  it("offers the likely replies to the agent's question, while it is the last thing said and the agent owns the conversation", () => {
    const written: string[] = [];
    const client = {
      state: { value: begun({ status: status("agent", 1) }) },
      write: (text: string) => written.push(text),
    } as never;
    const question = message(1, { kind: "question", text: "Would you like a person?" });
    render(<Bubble client={client} message={question} unsent={null} leads={true} last={true} />, box);
    const [yes, no] = box.querySelectorAll("button");
    expect([yes?.textContent, no?.textContent]).toEqual(["Yes, please", "No, thanks"]);
    yes?.click();
    expect(written).toEqual(["Yes, please"]);

    render(<Bubble client={client} message={question} unsent={null} leads={true} last={false} />, box);
    expect(box.querySelector("button")).toBeNull();

    const queued = { state: { value: begun({ status: status("queue", 2) }) } } as never;
    render(<Bubble client={queued} message={question} unsent={null} leads={true} last={true} />, box);
    expect(box.querySelector("button")).toBeNull();
  });

  it("asks whether the last answer helped, and offers a person to whom it did not", () => {
    const rated: [number, boolean][] = [];
    let asked = 0;
    const settings = { humanRequests: true } as never;
    const client = (ratings: Map<number, boolean>) =>
      ({
        state: { value: begun({ status: status("agent", 1), settings, ratings }) },
        rate: (seq: number, helpful: boolean) => rated.push([seq, helpful]),
        askForHuman: () => asked++,
      }) as never;
    const show = (ratings: Map<number, boolean>, lastAnswer = true) =>
      render(
        <Bubble
          client={client(ratings)}
          message={message(2)}
          unsent={null}
          leads={true}
          last={true}
          lastAnswer={lastAnswer}
        />,
        box,
      );
    show(new Map(), false);
    expect(box.querySelector(".thumb")).toBeNull();

    show(new Map());
    const [up, down] = box.querySelectorAll<HTMLButtonElement>(".thumb");
    expect([up?.getAttribute("aria-label"), down?.getAttribute("aria-label")]).toEqual([
      "Yes, this helped",
      "No, this did not help",
    ]);
    down?.click();
    expect(rated).toEqual([[2, false]]);

    show(new Map([[2, true]]));
    expect(box.querySelector(".thumb[aria-pressed=true]")?.getAttribute("aria-label")).toBe("Yes, this helped");
    expect(box.querySelector("[role=status]")?.textContent).toBe("Thanks.");
    expect(box.querySelector(".link")).toBeNull();

    show(new Map([[2, false]]));
    expect(box.querySelector(".thumb[aria-pressed=true]")?.getAttribute("aria-label")).toBe("No, this did not help");
    box.querySelector<HTMLButtonElement>(".link")?.click();
    expect(asked).toBe(1);
  });

  it("finds an initial for every name", () => {
    expect(["maya", " Jon", "", "𝒳avier", "نور"].map(initialOf)).toEqual(["M", "J", "?", "𝒳", "ن"]);
  });
});

describe("a citation", () => {
  const citation = { number: 1, source: "s", title: "Sources", heading: null, page: null, url: null };

  it("names title, heading and page", () => {
    expect(placeOf(citation)).toBe("Sources");
    expect(placeOf({ ...citation, heading: "Upload", page: 3 })).toBe("Sources › Upload, page 3");
    expect(placeOf({ ...citation, heading: "Sources" })).toBe("Sources");
  });

  it("links to http and https only", () => {
    expect(safeAddress("https://a.example/x")).toBe("https://a.example/x");
    for (const bad of [
      null,
      "",
      "javascript:alert(1)",
      "data:text/html,x",
      "java\tscript:alert(1)",
      "/relative",
      "//evil",
    ]) {
      expect(safeAddress(bad)).toBeNull();
    }
  });
});
