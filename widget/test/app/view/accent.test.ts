import { describe, expect, it } from "vitest";
import { accentProperties, contrast, parse } from "../../../src/app/view/accent.ts";

const rgb = (hex: string | undefined) => parse(hex ?? "") as [number, number, number];

describe("an accent", () => {
  it.each(["#0f766e", "#ffe600", "#ffffff", "#000000", "#777777", "#ff0000", "#00ff00", "#15181e"])(
    "%s can be read everywhere",
    (accent) => {
      const made = accentProperties(accent);
      expect(contrast(rgb(made["--brand"]), rgb(made["--on-brand"]))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb(made["--accent-on-light"]), [255, 255, 255])).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb(made["--accent-on-dark"]), [21, 24, 30])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it("falls back when it is no colour", () => {
    expect(accentProperties("red; background: url(x)")["--brand"]).toBe("#0f766e");
  });
});
