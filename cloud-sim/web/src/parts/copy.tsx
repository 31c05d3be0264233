import { useEffect, useState } from "preact/hooks";
import { useWords } from "../i18n/words";

const shownMs = 2500;

/// Copies `text`; says in words that it did, or that the browser did not.
export function CopyButton({ text, label, small }: {
  text: string; label: string; small?: boolean;
}) {
  const { t } = useWords();
  const [done, setDone] = useState<"" | "copied" | "failed">("");

  useEffect(() => {
    if (!done) return undefined;
    const timer = window.setTimeout(() => setDone(""), shownMs);
    return () => window.clearTimeout(timer);
  }, [done]);

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setDone("copied");
    } catch {
      setDone("failed");
    }
  };

  return (
    <span class="copy">
      <button type="button" class={small ? "small" : ""}
        onClick={() => void copy()}>
        {done === "copied" ? t.now.copied : label}
      </button>
      <span class="note" role="status">
        {done === "failed" ? t.now.copyFailed : ""}
      </span>
    </span>
  );
}
