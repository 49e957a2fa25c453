import { useState } from "preact/hooks";
import type { Inbox } from "../../store/inbox.ts";
import { useFirstFocus } from "../parts/first-focus.ts";
import { Notice } from "../parts/states.tsx";

/** The door. After it the operator stands where the link or the last page pointed. */
export function LogIn({ inbox, ended }: { inbox: Inbox; ended: boolean }) {
  const first = useFirstFocus<HTMLInputElement>();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<string | null>(null);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setReason(null);
    const refusal = await inbox.logIn(email.trim(), password);
    if (refusal === null) return;
    setBusy(false);
    setReason(refusal);
  };

  return (
    <main class="door">
      <form class="card door-card" onSubmit={submit}>
        <h1>Log in to the inbox</h1>
        {ended && reason === null && (
          <Notice tone="waiting">Your session has ended. Log in to go on where you were; drafts are kept.</Notice>
        )}
        {reason !== null && <Notice tone="danger">{reason}</Notice>}
        <label class="field">
          <span class="field-name">E-mail</span>
          <input
            class="input"
            type="email"
            autoComplete="username"
            required
            ref={first}
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span class="field-name">Password</span>
          <input
            class="input"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button button-primary button-wide" aria-disabled={busy}>
          {busy ? "Logging in…" : "Log in"}
        </button>
      </form>
    </main>
  );
}
