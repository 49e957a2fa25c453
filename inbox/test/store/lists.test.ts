import type { InboxClientFrame, View } from "@baton/protocol";
import { expect, it, vi } from "vitest";
import type { InboxApi } from "../../src/transport/inbox-api.ts";
import { EMPTY_PAGE, settled, unreachable } from "../fakes.ts";
import { entry, JONAS } from "../shapes.ts";
import { openDesk } from "./open-desk.ts";

/** A desk whose connection stands, what has been asked of the server since, and ways to show a list and to let it be watched. */
async function connected() {
  const conversations = vi.fn<InboxApi["conversations"]>(() => Promise.resolve(EMPTY_PAGE));
  const { desk, world, route } = await openDesk({ conversations });
  world.welcome();
  await settled();
  conversations.mockClear();
  return {
    desk,
    world,
    conversations,
    show: (view: View) => {
      route.value = { ...route.value, view };
    },
    watching: (...views: View[]) => world.push({ kind: "watching", views }),
    watches: () => watches(world.sent),
    fetched: () => conversations.mock.calls.map(([view]) => view),
  };
}

const watches = (sent: InboxClientFrame[]) => sent.flatMap((frame) => (frame.kind === "watch" ? [frame.views] : []));

it("a list that is watched from the welcome on is fetched when it is shown", async () => {
  const { show, watches, fetched } = await connected();

  show("mine");

  expect(fetched()).toEqual(["mine"]);
  expect(watches()).toEqual([]);
});

it("any other list is fetched when the server says that it is watched, and not before", async () => {
  const { show, watching, watches, fetched } = await connected();

  show("agent");
  await settled();
  expect(watches()).toEqual([["waiting", "mine", "agent"]]);
  expect(fetched()).toEqual([]);

  watching("waiting", "mine", "agent");
  expect(fetched()).toEqual(["agent"]);
});

it("a list stays watched, and is up to date when it is shown again", async () => {
  const { desk, world, show, watching, watches, fetched } = await connected();
  show("agent");
  watching("waiting", "mine", "agent");
  await settled();
  show("waiting");
  world.push({ kind: "entries", entries: [entry("cnv_b", { owner: "agent" })] });

  show("agent");

  expect(watches()).toHaveLength(1);
  expect(fetched()).toEqual(["agent"]);
  expect(desk.lists.state.value.lists.agent.shown).toEqual(["cnv_b"]);
});

it("two lists shown in quick succession are fetched once each", async () => {
  const { show, watching, watches, fetched } = await connected();
  show("agent");
  show("closed");
  expect(watches().at(-1)).toEqual(["waiting", "mine", "agent", "closed"]);

  watching("waiting", "mine", "agent");
  watching("waiting", "mine", "agent", "closed");

  expect(fetched()).toEqual(["agent", "closed"]);
});

it("a new connection watches anew what is on the screen, and forgets what was watched before", async () => {
  const { world, show, watching, watches, fetched } = await connected();
  show("closed");
  watching("waiting", "mine", "closed");
  show("agent");
  watching("waiting", "mine", "closed", "agent");

  world.welcome();
  expect(watches().at(-1)).toEqual(["waiting", "mine", "agent"]);
  expect(fetched()).toEqual(["closed", "agent"]);

  watching("waiting", "mine", "agent");
  expect(fetched()).toEqual(["closed", "agent", "agent"]);
});

it("a list shown while there is no connection is fetched at once, and again after the next welcome", async () => {
  const { world, show, watching, watches, fetched } = await connected();
  world.events?.onState("waiting");

  show("team");
  expect(watches()).toEqual([]);
  expect(fetched()).toEqual(["team"]);

  world.welcome();
  watching("waiting", "mine", "team");
  expect(fetched()).toEqual(["team", "team"]);
});

it("a list that could not be read is read again without being watched again", async () => {
  const { conversations, show, watching, watches, fetched } = await connected();
  conversations.mockRejectedValueOnce(unreachable());
  show("agent");

  watching("waiting", "mine", "agent");
  await settled();

  expect(fetched()).toEqual(["agent", "agent"]);
  expect(watches()).toHaveLength(1);
});

it("what left for a list that is not watched is where the fetch of that list says", async () => {
  const { desk, world, show, watching } = await connected();
  world.push({ kind: "entries", entries: [entry("cnv_b", { rev: 7, owner: "operator", operator: JONAS })] });
  show("team");

  watching("waiting", "mine", "team");
  await settled();

  // Closed meanwhile, which nobody has told: the page without it is right.
  expect(desk.lists.state.value.lists.team.shown).toEqual([]);
});

it("what is told of a list while it is fetched is newer than the page", async () => {
  const { desk, world, show, watching } = await connected();
  show("team");
  watching("waiting", "mine", "team");
  world.push({ kind: "entries", entries: [entry("cnv_b", { rev: 7, owner: "operator", operator: JONAS })] });

  await settled();

  expect(desk.lists.state.value.lists.team.shown).toEqual(["cnv_b"]);
});
