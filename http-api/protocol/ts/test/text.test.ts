import { describe, expect, it } from "vitest";
import { blocksOf, spansOf } from "../src/text.ts";

describe("text", () => {
  it("separates paragraphs by blank lines and keeps single line breaks", () => {
    expect(blocksOf("one\ntwo\n\nthree")).toEqual([
      { kind: "paragraph", lines: [[plain("one")], [plain("two")]] },
      { kind: "paragraph", lines: [[plain("three")]] },
    ]);
  });

  it("forms lists and keeps the first number", () => {
    expect(blocksOf("Steps:\n3. a\n4. b\n- c")).toEqual([
      { kind: "paragraph", lines: [[plain("Steps:")]] },
      { kind: "list", ordered: true, start: 3, items: [[plain("a")], [plain("b")]] },
      { kind: "list", ordered: false, start: 1, items: [[plain("c")]] },
    ]);
  });

  it("makes links of http and https addresses only, without the sentence's own marks", () => {
    expect(spansOf("See https://a.example/x?y=1.")).toEqual([
      plain("See "),
      { kind: "link", text: "https://a.example/x?y=1", href: "https://a.example/x?y=1" },
      plain("."),
    ]);
    for (const bad of [
      "javascript:alert(1)",
      "data:text/html,x",
      "[x](javascript:alert(1))",
      "ftp://a",
      "java\tscript:x",
    ]) {
      expect(spansOf(bad).every((span) => span.kind === "plain")).toBe(true);
    }
  });

  it("loses no character, whatever comes", () => {
    for (const line of [
      "<img src=x onerror=alert(1)>",
      "https://",
      "a https://[ b",
      "https://a.example)))",
      "*".repeat(5000),
    ]) {
      expect(
        spansOf(line)
          .map((span) => span.text)
          .join(""),
      ).toBe(line);
    }
  });
});

function plain(text: string) {
  return { kind: "plain", text };
}
