import { signal } from "@preact/signals";
import { vi } from "vitest";
import { FIRST_ROUTE, type Route } from "../../src/state/route.ts";
import { Desk } from "../../src/store/desk.ts";
import type { InboxApi } from "../../src/transport/inbox-api.ts";
import { FakeWorld, fakeApi, settled } from "../fakes.ts";
import { entry, SESSION, said } from "../shapes.ts";

export const ID = "cnv_a";
export const opened = entry(ID, { rev: 2, generation: 3 });
export const timeline = [said(1, 1), said(2, 2)];
const conversation: InboxApi["conversation"] = (_id, after) =>
  Promise.resolve({ entry: opened, timeline: timeline.filter(({ rev }) => rev > after), rev: 2 });

/** A desk at which one waiting conversation with two messages is open. */
export async function openDesk(calls: Partial<InboxApi> = {}, inDoubt = vi.fn()) {
  const api = fakeApi({ conversation, ...calls });
  const world = new FakeWorld(api);
  const route = signal<Route>({ ...FIRST_ROUTE, conversation: ID });
  const made = new Desk(SESSION, route, api, world, inDoubt);
  await settled();
  return { desk: made, world, route, inDoubt, api };
}
