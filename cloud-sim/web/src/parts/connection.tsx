import { useWords } from "../i18n/words";
import { useStore } from "../store/store";
import { useNow } from "./time";

/// In the header: whether what is on the screen is live.
export function LineMark() {
  const { t } = useWords();
  const connection = useStore((state) => state.connection);
  const live = connection === "live";
  return (
    <span class={`mark line-mark ${live ? "mark-online" : "mark-offline"}`}>
      <span class="shape" aria-hidden="true">{live ? "●" : "▲"}</span>
      {live ? t.line.live : t.line.lostShort}
    </span>
  );
}

/// Under the header while the line is broken: what that means, in words.
export function LineStrip() {
  const { t, format } = useWords();
  const connection = useStore((state) => state.connection);
  const since = useStore((state) => state.connectionSinceMs);
  const now = useNow(1000);
  const broken = connection === "lost" || connection === "rejected";
  // The span changes each second; a screen reader hears the break only once.
  return (
    <>
      <div class="unseen" role="status">
        {broken ? t.line[connection]("…") : ""}
      </div>
      {broken && (
        <p class="strip" aria-hidden="true">
          {t.line[connection](format.span(Math.max(1000, now - since)))}
        </p>
      )}
    </>
  );
}
