import type { CurvePoint, Flip, ReadyReplay, Share, ThresholdChange } from "@baton/protocol";
import { percent, plural } from "./words.ts";

/** What a threshold would do to the replayed questions, with how sure that is. */
export function curveWords(replay: ReadyReplay, point: CurvePoint): string {
  const { handedOver, wrong } = point;
  const whose =
    replay.origin === "history"
      ? `Of your last ${plural(handedOver.of, "question", "questions")}`
      : `Of ${plural(handedOver.of, "question", "questions")} in the file`;
  const team = `${whose} ${handedOver.count} would go to the team (${percent(handedOver.count / handedOver.of)}, ${range(handedOver)})`;
  if (handedOver.count === handedOver.of) return `${team}; none would be answered.`;
  if (wrong.of === 0) return `${team}; of the answered ones none has a known outcome.`;
  const right = `of the answered ones about ${percent(wrong.count / wrong.of)} would be wrong`;
  return `${team}; ${right} (${range(wrong)}, from ${wrong.of} with a known outcome).`;
}

function range({ low, high }: Share): string {
  return `${Math.round(low * 100)}–${percent(high)}`;
}

export const savedWords = (saved: number): string =>
  `${plural(saved, "reply", "replies")} that nobody of the team would have to write.`;

const CAUSE_WORDS: Record<ThresholdChange["cause"], string> = {
  manual: "set by hand",
  curve: "chosen on the curve",
  undo: "an undo",
};

export const changeWords = ({ by, from, to, cause, undone }: ThresholdChange): string =>
  `${by.name}: ${percent(from)} → ${percent(to)}, ${CAUSE_WORDS[cause]}${undone ? " (undone since)" : ""}`;

const ACT_WORDS: Record<Flip["before"], string> = { answer: "answered", handoff: "to the team" };

export const flipWords = ({ before, after }: Pick<Flip, "before" | "after">): string =>
  `${ACT_WORDS[before]} → ${ACT_WORDS[after]}`;

export const LABEL_WORDS: Record<Flip["label"], string> = {
  right: "the answer would be right",
  wrong: "the answer would be wrong",
  unknown: "outcome unknown",
};
