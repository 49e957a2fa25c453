import type { Why } from "@baton/protocol";
import { percent } from "./words.ts";

const RULE_WORDS: Record<string, string> = {
  said_yes: "The customer said yes to a person.",
  doubtful_request: "The customer may want a person and the sources do not say, so the agent asks once.",
  who_are_you: "The customer asked whether a person answers: it says that it is the AI.",
  nothing_found: "Nothing in the sources comes near the question, so it goes to the team.",
  no_sources: "There are no sources to answer from yet, so it goes to the team.",
  explicit_request: "The customer asks for a person.",
  smalltalk: "Small talk: nothing to look up.",
  unavailable: "The agent could not answer in time.",
};

/** A decision as somebody would explain it: how sure, against what, what follows, and what lay closest. */
export function whyWords(why: Why): string {
  const sure = percent(why.confidence);
  const needed = percent(why.threshold);
  switch (why.rule) {
    case "confident":
      return `${sure} sure, your threshold is ${needed}, so the agent answers.${closest("From", why)}`;
    case "below_threshold":
      return `${sure} sure, ${sure === needed ? "just " : ""}below your threshold of ${needed}, so it goes to the team.${closest("Closest", why)}`;
    default:
      return RULE_WORDS[why.rule] ?? readable(why.rule);
  }
}

function closest(word: string, { passages: [first] }: Why): string {
  if (!first) return "";
  return ` ${word}: ${first.heading === null ? first.title : `${first.title} › ${first.heading}`}.`;
}

const SIGNAL_WORDS: Record<string, string> = {
  meaning: "Nearness in meaning of the best passage",
  likeness: "Likeness of its parts to each other",
  vote: "Share of the nearest parts from its source",
  coverage: "Share of the question found in it",
  aboutness: "Share of its headings that the question names",
  margin: "Lead over the next source",
  together: "Words that stand together there too",
  length: "Length of the question",
};

/** A signal's name for people; one that is newer than this page keeps its own, made readable. */
export const signalWords = (name: string): string => SIGNAL_WORDS[name] ?? readable(name);

function readable(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_.-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
