import { useState } from "preact/hooks";
import type { ApprovalState, Device, TimelineEvent } from "../api/types";
import { useWords, type Words } from "../i18n/words";
import { useNow } from "../parts/time";
import { probeTitle, remediesOf, verdictTitle } from "../store/knowledge";
import type { Knowledge } from "../api/types";
import { useStore } from "../store/store";

const firstShown = 12;

const shapes: Record<TimelineEvent["kind"], string> = {
  online: "●", offline: "▲", stopped: "○", boot: "↻", report: "·",
  session_opened: "[", session_closed: "]", command: "›", fault: "✕",
  second_operator: "‖", erased: "○",
};

function word(data: TimelineEvent["data"], key: string): string {
  const value = data[key];
  return typeof value === "string" ? value : "";
}

function failedProbes(data: TimelineEvent["data"], words: Words): string {
  const failed = Array.isArray(data["failed"]) ? data["failed"] : [];
  return failed.map((id) => probeTitle(String(id), words))
    .join(words.language === "zh" ? "、" : ", ");
}

/// One event in the reader's words. Pure, for the tests.
export function eventLine(
  event: TimelineEvent, knowledge: Knowledge | null, words: Words,
): string {
  const { t } = words;
  const { data } = event;
  const who = word(data, "operator") || t.timeline.someone;
  switch (event.kind) {
    case "online": return t.timeline.online;
    case "offline": return t.timeline.offline;
    case "stopped": return t.timeline.stopped;
    case "boot": return t.timeline.boot(word(data, "firmware"));
    case "report": {
      const trigger = word(data, "trigger");
      const failed = failedProbes(data, words);
      const line = t.timeline.report(t.trigger[trigger] ?? trigger);
      return failed ? `${line} · ${t.timeline.reportFailed(failed)}` : line;
    }
    case "session_opened": return t.timeline.sessionOpened(who);
    case "session_closed": return t.timeline.sessionClosed(who);
    case "command": {
      const verb = word(data, "verb");
      const state = word(data, "state") as keyof typeof t.commandState;
      return t.timeline.command(
        t.verb[verb] ?? verb, who, t.commandState[state] ?? state);
    }
    case "second_operator": {
      const [remedy] = remediesOf([word(data, "argument")], knowledge);
      const state = word(data, "state") as ApprovalState;
      return t.approvals.line(
        t.approvals.state[state] ?? state,
        remedy ? words.say(remedy.title) : word(data, "argument"), who,
        state === "expired" || state === "withdrawn"
          ? "" : word(data, "second"));
    }
    case "erased": return t.erased(who);
    case "fault": {
      const status = word(data, "status");
      if (status === "no_fault") return t.timeline.faultGone;
      return verdictTitle({
        status: status === "unknown_fault" || status === "incomplete"
          ? status : "fault",
        fault_id: word(data, "fault_id"),
      }, knowledge, words);
    }
  }
}

export function TimelineCard({ device, events }: {
  device: Device; events: TimelineEvent[];
}) {
  const words = useWords();
  const { t, format } = words;
  const knowledge = useStore((state) => state.knowledge);
  const now = useNow(5000);
  const [all, setAll] = useState(false);
  const shown = all ? events : events.slice(0, firstShown);
  return (
    <section class="card" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t.timeline.title}</h2>
      {events.length === 0 && <p class="quiet">{t.timeline.none}</p>}
      <ol class="timeline">
        {shown.map((event) => (
          <li key={event.id} class={`kind-${event.kind}`}>
            <span class="shape" aria-hidden="true">
              {shapes[event.kind] ?? "·"}
            </span>
            <span>
              {eventLine(event, knowledge, words)}
              {word(event.data, "reason") &&
                <small>{word(event.data, "reason")}</small>}
            </span>
            <time dateTime={new Date(event.at_ms).toISOString()}
              title={format.dateTime(event.at_ms)}>
              {format.age(event.at_ms, now)}
            </time>
          </li>
        ))}
      </ol>
      {!all && events.length > firstShown && (
        <button type="button" class="small" onClick={() => setAll(true)}>
          {t.timeline.more}
        </button>
      )}
      <p class="quiet">
        {t.device.reports(device.reports, device.dropped_reports)}
      </p>
    </section>
  );
}
