import { useWords } from "../../i18n/words";
import type { FlashLife } from "../../store/storage";

const step = 10;
const steps = [...Array(10).keys()].map((place) => place * step);

/// Steps of a tenth, as the chip counts: what is surely used, and the step in
/// which it now is.
export function FlashBar({ life }: { life: FlashLife }) {
  const { t, format } = useWords();
  const share = (value: number): string => format.percent(value / 100);
  const high = life.high ?? 100;
  const text = life.high === null ? t.storage.usedUp
    : t.storage.used(share(life.low), share(life.high));
  const kindOf = (from: number): string =>
    from + step <= life.low || life.high === null ? "used"
      : from < high ? "maybe" : "left";
  return (
    <>
      <div class="flash-life" role="img" aria-label={`${t.storage.flashRange}` +
        `: ${text}`}>
        {steps.map((from) => <i key={from} class={kindOf(from)} />)}
      </div>
      <p aria-hidden="true">{text}</p>
    </>
  );
}
