import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

/** An empty screen: what this is, and the one next act. */
export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} size={28} />
      </span>
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** A screen that could not be loaded: what happened, and the way on. */
export function Failure({ what, onRetry }: { what: string; onRetry: () => void }) {
  return (
    <div class="empty" role="alert">
      <span class="empty-icon tone-danger">
        <Icon name="alert" size={28} />
      </span>
      <p class="empty-title">{what}</p>
      <p class="muted">The server did not answer. Nothing is lost; trying again is safe.</p>
      <button type="button" class="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}

/** The outline of what is coming. It appears only when loading takes longer than a moment. */
export function Skeleton({ rows, shape }: { rows: number; shape: "row" | "bubble" | "field" }) {
  return (
    <div class="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} class={`skeleton-${shape}`} />
      ))}
    </div>
  );
}

/** A sentence about something that went wrong, where it went wrong. */
export function Notice({ tone, children }: { tone: "danger" | "waiting" | "agent"; children: ComponentChildren }) {
  return (
    <div class={`notice tone-${tone}`} role={tone === "danger" ? "alert" : "status"}>
      {children}
    </div>
  );
}
