import { agreed } from "./findings.mjs";

/** Stands in every note: not one byte of it may come to a widget. */
export const NOTE_CANARY = "only-for-colleagues";

const QUESTIONS = [
  "How do I add a PDF as a source?",
  "How do I close a conversation?",
  "How do I hand a conversation back?",
  "How do I add a web page as a source?",
  "What is a passage?",
];
const DISPUTES = [
  "I was charged twice for my flight to Lisbon and want my money back",
  "My parcel with the blue bicycle never arrived in Oslo",
];
const REQUESTS = ["I need a human", "Please let me talk to a person", "Can I speak to an agent from your team?"];
const VIEWS = ["waiting", "mine", "agent", "team", "closed"];

const owner = (is) => (customer) => customer.state.lastSeq > 0 && customer.state.status.owner === is;
const agentOwned = owner("agent");
const queued = owner("queue");
const closed = owner("none");
const begun = ({ state }) => state.lastSeq > 0;
const open = (customer) => begun(customer) && !closed(customer);
/** The agent reads lines that it has not answered yet together with the next one. */
const nothingUnanswered = ({ state }) => state.messages.at(-1)?.author.kind !== "customer";
const notYetHanded = ({ state }) => state.status.owner === "agent" || state.status.owner === "none";
const ownedBy = (id) => (customer, operator) => owner("operator")(customer) && id(customer, operator);
const mine = ownedBy((customer, { desk }) => customer.state.status.operator.name === desk.session.operator.name);
const colleagues = ownedBy((customer, { desk }) => customer.state.status.operator.name !== desk.session.operator.name);

/** Waits until everything typed has been acknowledged and shown. */
const delivered = ({ customer, patience }) =>
  agreed(
    () => (customer.state.outbox.length === 0 ? null : `unsent: ${JSON.stringify(customer.state.outbox)}`),
    `${customer.name} sends`,
    patience,
  );

const ownerBecomes = ({ customer, patience }, ...owners) =>
  agreed(
    () => (owners.includes(customer.state.status.owner) ? null : JSON.stringify(customer.state.status)),
    `${customer.name} waits until the owner is ${owners.join(" or ")}`,
    patience,
  );

/** Presses the button until the server has said yes, or that somebody was quicker. */
const press = ({ operator, patience }, act) =>
  agreed(
    async () => {
      const { acting, notice } = operator.desk.conversation;
      if (!operator.state?.entry || acting.value !== null) return "not ready";
      await operator.desk.conversation.act(act);
      return notice.value?.includes("Trying again is safe") ? notice.value : null;
    },
    `${operator.name} presses ${act}`,
    patience,
  );

/** Presses Retry until the reply has arrived or was refused; a refused one is discarded, as a person would. */
async function reply({ operator, patience }, text) {
  const { outbox } = operator.desk;
  operator.reply(text);
  await agreed(
    () => {
      const reply = outbox.state.value.find((one) => one.text === text);
      if (reply?.state === "failed") outbox.retry(reply);
      if (reply?.state === "refused") {
        outbox.discard([reply.key]);
        operator.replies.delete(text);
      }
      return reply ? `${reply.state} ${reply.reason}` : null;
    },
    `${operator.name} replies`,
    patience,
  );
}

async function say(lane, ...texts) {
  for (const text of texts) lane.customer.write(text);
  await delivered(lane);
}

/**
 * Everything that people do, by name: when it can be done, and how. `side` says whose command it is. A new command of the
 * product is one more entry here; the walk shows every one of them or fails.
 */
export const COMMANDS = {
  ask: {
    side: "widget",
    may: (customer) => notYetHanded(customer),
    async run(lane) {
      const before = lane.customer.state.lastSeq;
      await say(lane, lane.random.pick(QUESTIONS));
      await agreed(
        () => {
          const { messages, status } = lane.customer.state;
          const answered = messages.slice(before).some(({ author }) => author.kind !== "customer");
          return answered || status.owner !== "agent" ? null : "no answer yet";
        },
        `${lane.customer.name} asks`,
        lane.patience,
      );
    },
  },
  post: { side: "widget", may: () => true, run: (lane) => say(lane, lane.random.pick(QUESTIONS)) },
  burst: { side: "widget", may: () => true, run: (lane) => say(lane, "Hello there", "I have", "three lines") },
  thank: { side: "widget", may: agentOwned, run: (lane) => say(lane, "Thanks!") },
  dispute: {
    side: "widget",
    may: (customer) => agentOwned(customer) && nothingUnanswered(customer),
    async run(lane) {
      await say(lane, lane.random.pick(DISPUTES));
      await ownerBecomes(lane, "queue", "operator");
    },
  },
  askForAPerson: {
    side: "widget",
    may: agentOwned,
    async run(lane) {
      await say(lane, lane.random.pick(REQUESTS));
      await ownerBecomes(lane, "queue", "operator");
    },
  },
  pressForAPerson: {
    side: "widget",
    may: notYetHanded,
    async run(lane) {
      lane.customer.client.askForHuman();
      await ownerBecomes(lane, "queue", "operator");
    },
  },
  reopen: {
    side: "widget",
    may: closed,
    async run(lane) {
      await say(lane, lane.random.pick(QUESTIONS));
      await ownerBecomes(lane, "agent", "queue");
    },
  },
  customerTypes: { side: "widget", may: open, run: async ({ customer }) => customer.client.typing() },
  reload: {
    side: "widget",
    may: begun,
    async run(lane) {
      lane.customer.write("A last line before the page is loaded again");
      await new Promise((resolve) => setTimeout(resolve, lane.random.below(20)));
      lane.customer.reload();
      await delivered(lane);
    },
  },

  takeOver: {
    side: "inbox",
    may: (customer) => agentOwned(customer) || queued(customer),
    run: (lane) => press(lane, "take-over"),
  },
  takeOverFromColleague: { side: "inbox", may: colleagues, run: (lane) => press(lane, "take-over") },
  claimRace: {
    side: "inbox",
    may: queued,
    withRival: true,
    async run(lane) {
      await Promise.all([press(lane, "take-over"), press({ ...lane, operator: lane.rival }, "take-over")]);
    },
  },
  handBack: { side: "inbox", may: mine, run: (lane) => press(lane, "hand-back") },
  close: { side: "inbox", may: mine, run: (lane) => press(lane, "close") },
  reply: { side: "inbox", may: mine, run: (lane) => reply(lane, lane.line("I am looking into it.")) },
  replyToTakeOver: {
    side: "inbox",
    may: (customer) => agentOwned(customer) || queued(customer),
    run: (lane) => reply(lane, lane.line("Hello, this is a person.")),
  },
  note: {
    side: "inbox",
    may: begun,
    run: ({ operator, line, patience }) =>
      operator.writeNote(line(`${NOTE_CANARY}: asked the same last week`), patience),
  },
  operatorTypes: {
    side: "inbox",
    may: mine,
    run: async ({ operator }) => operator.desk.typing(operator.state.id),
  },

  switchView: {
    side: "inbox",
    may: () => true,
    async run({ operator, random }) {
      const { conversation } = operator.desk.route.value;
      operator.show(random.pick(VIEWS));
      if (conversation) operator.read(conversation);
    },
  },
  changeSettings: {
    side: "inbox",
    alone: true,
    may: () => true,
    async run(lane) {
      const { settings } = lane.operator.desk;
      const greeting = lane.line("Hello");
      await agreed(
        async () => {
          const { save, saved, stale, form } = settings.state.value;
          if (saved?.greeting === greeting) return null;
          if (save === "saving" || !form) return "under way";
          // Somebody, or the first attempt of our own, was quicker: read anew, as the page asks for.
          if (stale) {
            await settings.load();
            return "read anew";
          }
          settings.dispatch({ kind: "edit", change: { greeting } });
          await settings.save();
          return settings.state.value.failure ?? "saved?";
        },
        `${lane.operator.name} changes settings`,
        lane.patience,
      );
    },
  },
  addText: {
    side: "inbox",
    alone: true,
    may: () => true,
    async run(lane) {
      const { sources } = lane.operator.desk;
      const title = lane.line("Opening hours");
      await agreed(
        () => sources.addText(title, "We open at nine."),
        `${lane.operator.name} adds a text`,
        lane.patience,
      );
    },
  },
  removeText: {
    side: "inbox",
    alone: true,
    may: (_customer, operator) => textOf(operator) !== undefined,
    async run({ operator, patience }) {
      const { sources } = operator.desk;
      await agreed(
        async () => {
          const text = textOf(operator);
          // A removal whose answer was cut has happened all the same.
          return text ? sources.remove(text.id) : null;
        },
        `${operator.name} removes a text`,
        patience,
      );
    },
  },
};

const textOf = ({ desk }) => [...desk.sources.state.value.sources.values()].find(({ kind }) => kind === "text");
