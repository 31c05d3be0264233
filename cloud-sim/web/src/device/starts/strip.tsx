import { useRef, useState } from "preact/hooks";
import type { StartReason } from "../../api/types";
import { useWords, type Words } from "../../i18n/words";
import { stepOf } from "../../parts/steps";
import { nearest, type Mark, type Strip } from "../../store/starts";

/// Bad ones differ from the others by shape, too.
export const reasonShapes: Record<StartReason, string> = {
  panic: "✕", watchdog: "✖", brown_out: "▼", overheat: "▲",
  power_cut: "◆", unknown: "?", update: "↑", orderly: "●",
};

export function whenText(mark: Mark, words: Words): string {
  const when = words.format.dateTime(mark.start.started_ms);
  return mark.start.exact ? when : words.t.starts.atLatest(when);
}

/// One start as a sentence. Pure.
export function startText(mark: Mark, words: Words): string {
  const { t } = words;
  return t.starts.at(whenText(mark, words), t.starts.reason[mark.reason],
    mark.start.firmware);
}

function Lane({ strip, reason, count, chosen }: {
  strip: Strip; reason: StartReason; count: number; chosen: Mark | undefined;
}) {
  const { t } = useWords();
  return (
    <>
      <span class="lane-name">
        <span class={`shape reason-${reason}`}>{reasonShapes[reason]}</span>
        {" "}
        {t.starts.reason[reason]} <small>{count}</small>
      </span>
      <span class="lane">
        {strip.marks.filter((one) => one.reason === reason).map((mark) => (
          <i key={mark.start.boot_id} style={{ left: `${100 * mark.share}%` }}
            class={`reason-${reason}${mark === chosen ? " chosen" : ""}`}>
            {reasonShapes[reason]}
          </i>
        ))}
      </span>
    </>
  );
}

function Lanes({ strip, chosen }: {
  strip: Strip; chosen: Mark | undefined;
}) {
  const { t } = useWords();
  return (
    <div class="lanes" aria-hidden="true">
      {strip.lanes.map(({ reason, count }) => (
        <Lane key={reason} strip={strip} reason={reason} count={count}
          chosen={chosen} />
      ))}
      <span class="lane-name"><span class="shape">▬</span>{" "}
        {t.starts.ran}</span>
      <span class="lane">
        {strip.runs.map((run) => (
          <b key={`${run.from} ${run.to}`} style={{ left: `${100 * run.from}%`,
            width: `${100 * (run.to - run.from)}%` }} />
        ))}
      </span>
    </div>
  );
}

/// Where a pointer is on the lanes, which begin behind their names.
function shareOf(strip: HTMLElement, clientX: number): number | null {
  const lane = strip.querySelector(".lane")?.getBoundingClientRect();
  return lane && lane.width > 0 ? (clientX - lane.left) / lane.width : null;
}

/// Starts over time, a lane for each reason. One is read by pointing or by
/// arrow keys.
export function StartStrip({ strip }: { strip: Strip }) {
  const words = useWords();
  const { t, format } = words;
  const [index, setIndex] = useState<number | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const { marks } = strip;
  const last = marks.length - 1;
  const chosen = index === null ? undefined : marks[Math.min(index, last)];
  const text = chosen ? startText(chosen, words) : t.starts.readHint;

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = stepOf(event.key, index, last);
    if (next === undefined) return;
    event.preventDefault();
    setIndex(next);
  };
  const onPointerMove = (event: PointerEvent): void => {
    const share = place.current && shareOf(place.current, event.clientX);
    if (share !== null) setIndex(nearest(marks, share));
  };
  return (
    <>
      <div ref={place} class="strip-of-starts" role="slider" tabIndex={0}
        aria-label={t.starts.strip} aria-valuemin={1}
        aria-valuemax={marks.length} aria-valuenow={(index ?? 0) + 1}
        aria-valuetext={text} onKeyDown={onKeyDown}
        onPointerMove={onPointerMove} onPointerDown={onPointerMove}>
        <Lanes strip={strip} chosen={chosen} />
        <div class="ends" aria-hidden="true">
          <small>{format.dateTime(strip.fromMs)}</small>
          <small>{format.dateTime(strip.toMs)}</small>
        </div>
      </div>
      <p class="reading quiet">{text}</p>
    </>
  );
}
