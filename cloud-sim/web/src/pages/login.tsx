import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../api/client";
import { useWords } from "../i18n/words";
import { explain } from "../parts/failure";
import { signIn } from "../store/actions";

export function LoginPage() {
  const words = useWords();
  const { t } = words;
  const [token, setToken] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!token.trim()) {
      setProblem(t.login.empty);
      return;
    }
    setBusy(true);
    setProblem("");
    try {
      await signIn(token.trim());
    } catch (error) {
      setProblem(error instanceof ApiError && error.status === 401
        ? t.login.refused
        : explain(error, words));
      setBusy(false);
      field.current?.focus();
    }
  };

  return (
    <main id="content" class="login">
      <form class="card" onSubmit={(event) => void submit(event)}>
        <h1>{t.login.title}</h1>
        <label for="token">{t.login.token}</label>
        <input id="token" ref={field} type="password" autocomplete="off"
          spellcheck={false} value={token} aria-describedby="token-hint"
          aria-invalid={problem !== ""}
          onInput={(event) => setToken(event.currentTarget.value)} />
        <p id="token-hint" class="quiet">{t.login.hint}</p>
        {problem && <p class="problem" role="alert">{problem}</p>}
        <button type="submit" class="primary" disabled={busy}>
          {busy ? t.login.busy : t.login.submit}
        </button>
      </form>
    </main>
  );
}
