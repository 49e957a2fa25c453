import { describe, expect, it } from "vitest";
import { actsOn } from "../../src/state/acts.ts";
import { conversationHref, FIRST_ROUTE, routeOf, sectionHref, viewHref } from "../../src/state/route.ts";
import { isUnread, withSeen } from "../../src/state/seen-state.ts";
import { entry, JONAS, ME } from "../shapes.ts";

describe("the route", () => {
  const from = { ...FIRST_ROUTE, view: "team" as const };

  it.each([
    ["", { section: "conversations", view: "team", conversation: null }],
    ["#/mine", { section: "conversations", view: "mine", conversation: null }],
    ["#/c/cnv_9-_Z", { section: "conversations", view: "team", conversation: "cnv_9-_Z" }],
    ["#/c/../../evil", { section: "conversations", view: "team", conversation: null }],
    ["#/sources", { section: "sources", view: "team", conversation: null }],
    ["#/playground", { section: "playground", view: "team", conversation: null }],
    ["#/unheard-of", { section: "conversations", view: "team", conversation: null }],
  ])("%s is understood", (hash, route) => {
    expect(routeOf(hash, from)).toEqual(route);
  });

  it("links lead where they say", () => {
    expect(routeOf(conversationHref("cnv_1"), from).conversation).toBe("cnv_1");
    expect(routeOf(viewHref("closed"), from).view).toBe("closed");
    expect(routeOf(sectionHref("settings", "mine"), from).section).toBe("settings");
    expect(sectionHref("conversations", "mine")).toBe("#/mine");
  });
});

describe("what an operator may do", () => {
  it.each([
    ["agent", null, { takeOver: "Take over", handBack: false, close: false, reply: "taking_over" }],
    ["queue", null, { takeOver: "Take over", handBack: true, close: true, reply: "taking_over" }],
    ["operator", ME, { takeOver: null, handBack: true, close: true, reply: "mine" }],
    ["operator", JONAS, { takeOver: "Take over from Jonas Weber", handBack: false, close: false, reply: "blocked" }],
    ["none", null, { takeOver: null, handBack: false, close: false, reply: "closed" }],
  ] as const)("owner %s", (owner, operator, acts) => {
    expect(actsOn({ owner, operator }, ME.id)).toEqual(acts);
  });
});

describe("what has been seen", () => {
  it("grows, never shrinks, and forgets the oldest of more than 500", () => {
    const many = Array.from({ length: 501 }, (_, index) => index).reduce(
      (seen, index) => withSeen(seen, `cnv_${index}`, 1),
      new Map() as ReturnType<typeof withSeen>,
    );
    expect(many.size).toBe(500);
    expect(many.has("cnv_0")).toBe(false);

    const seen = withSeen(many, "cnv_5", 4);
    expect(withSeen(seen, "cnv_5", 3)).toBe(seen);
    expect(seen.get("cnv_5")).toBe(4);
  });

  it("a conversation is unread when the customer wrote last and this operator is to answer", () => {
    const waiting = entry("cnv_a");
    expect(isUnread(waiting, new Map(), ME.id)).toBe(true);
    expect(isUnread(waiting, new Map([["cnv_a", 1]]), ME.id)).toBe(false);
    expect(isUnread(entry("cnv_a", { owner: "agent" }), new Map(), ME.id)).toBe(false);
    expect(isUnread(entry("cnv_a", { owner: "operator", operator: JONAS }), new Map(), ME.id)).toBe(false);
    expect(isUnread(entry("cnv_a", { lastLine: null }), new Map(), ME.id)).toBe(false);
  });
});
