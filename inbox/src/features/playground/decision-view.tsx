import type { Decision } from "@baton/protocol";
import { useState } from "preact/hooks";
import { reasonWords } from "../../text/words.ts";
import { CitationChips } from "../conversation/citation-chips.tsx";
import { Confidence } from "../parts/confidence.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { PlainText } from "../parts/plain-text.tsx";
import { WhyView } from "../parts/why-view.tsx";

const LOOKS: Record<Decision["decision"], { tone: string; icon: IconName }> = {
  answer: { tone: "agent", icon: "agent" },
  handoff: { tone: "waiting", icon: "waiting" },
  question: { tone: "agent", icon: "conversations" },
  chitchat: { tone: "agent", icon: "conversations" },
};

/** The decision in words first, then the answer, then everything it was made from. */
export function DecisionView({ question, decision }: { question: string; decision: Decision }) {
  const [marked, setMarked] = useState<number | null>(null);
  const { tone, icon } = LOOKS[decision.decision];
  return (
    <section class="decision" aria-label="Decision">
      <div class={`card decision-verdict tone-${tone}`}>
        <h2>
          <Icon name={icon} size={20} /> {verdict(decision)}
        </h2>
        <p class="muted" dir="auto">
          {question}
        </p>
        {!decision.why && <Confidence confidence={decision.confidence} threshold={decision.threshold} />}
      </div>
      <div class="card">
        <h3>{decision.decision === "handoff" ? "The customer would read" : "The answer"}</h3>
        <PlainText text={decision.answer} />
        <CitationChips citations={decision.citations} onOpen={setMarked} />
        <CitedPassage decision={decision} marked={marked} />
      </div>
      {decision.why && (
        <div class="card">
          <h3>Why</h3>
          <WhyView why={decision.why} citations={decision.citations} marked={marked} />
        </div>
      )}
    </section>
  );
}

function CitedPassage({ decision, marked }: { decision: Decision; marked: number | null }) {
  const citation = decision.citations.find(({ number }) => number === marked);
  if (!citation) return null;
  return (
    <blockquote class="quote" dir="auto">
      {citation.passage}
    </blockquote>
  );
}

function verdict(decision: Decision): string {
  switch (decision.decision) {
    case "answer":
      return "The agent would answer";
    case "chitchat":
      return "The agent would answer: small talk";
    case "question":
      return "The agent would ask whether a person is wanted";
    case "handoff":
      return decision.reason === null
        ? "The agent would hand over"
        : `The agent would hand over: ${reasonWords(decision.reason)}`;
  }
}
