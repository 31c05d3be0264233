import { useEffect, useRef } from "preact/hooks";
import type { Device, Report } from "../../api/types";
import { useWords, type Words } from "../../i18n/words";
import {
  flashLifeOf, spacesOf, type FlashLife, type Forecast, type Space,
} from "../../store/storage";
import { drawOutlook } from "./draw";
import { FlashBar } from "./flash";
import { outlookOf } from "./outlook";

function mountName(mount: string, words: Words): string {
  return mount === "root" ? words.t.storage.main
    : `/${mount.replaceAll("_", "/")}`;
}

/// When the storage will be full, as a sentence. Pure.
export function forecastText(
  forecast: Forecast | null, words: Words,
): string {
  const { t, format } = words;
  if (!forecast) return t.storage.noForecast;
  if (forecast.days === 0) return t.storage.fullNow;
  const days = (value: number): string => format.days(value);
  return forecast.high === null
    ? t.storage.fullOpen(days(forecast.days), days(forecast.low))
    : t.storage.full(days(forecast.days), days(forecast.low),
      days(forecast.high));
}

function Chart({ space }: { space: Space }) {
  const { t, language } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const outlook = outlookOf(space.course, space.forecast);
  useEffect(() => {
    if (!place.current) return undefined;
    return drawOutlook(place.current, outlook, { past: t.storage.past,
      likely: t.storage.likely, axis: t.storage.axis },
    document.documentElement.lang);
  }, [language, JSON.stringify(outlook)]);
  return <div ref={place} aria-hidden="true" class="outlook" />;
}

function ChartLegend() {
  const { t } = useWords();
  return (
    <ul class="legend" aria-hidden="true">
      <li><i class="swatch-past" /> {t.storage.past}</li>
      <li><i class="swatch-likely" /> {t.storage.likely}</li>
      <li><i class="swatch-band" /> {t.storage.band}</li>
    </ul>
  );
}

function SpaceOverTime({ space }: { space: Space }) {
  const words = useWords();
  const { t, format } = words;
  const share = (value: number): string => format.percent(value / 100);
  const { values } = space.course;
  const enough = values.length > 1;
  return (
    <figure>
      <figcaption>
        <strong>{t.storage.space(mountName(space.mount, words))}</strong>{" "}
        {t.storage.free(share(space.latest))}
      </figcaption>
      {(enough || space.forecast) && <Chart space={space} />}
      {space.forecast && space.forecast.days > 0 && <ChartLegend />}
      <p>{forecastText(space.forecast, words)}</p>
      <p class="quiet">{enough ? t.figures.trendText(values.length,
        share(Math.min(...values)), share(Math.max(...values)),
        share(space.latest)) : t.figures.trendNone}</p>
    </figure>
  );
}

function Flash({ life }: { life: FlashLife | null }) {
  const { t, format } = useWords();
  return (
    <section aria-labelledby="flash-title">
      <h3 id="flash-title">{t.storage.flash}</h3>
      {life ? <FlashBar life={life} />
        : <p class="quiet">{t.storage.noFlash}</p>}
      {life && life.steps.length > 1 && (
        <ul class="plain">
          {life.steps.map((one) => (
            <li key={one.atMs}>{t.storage.step(
              format.percent(one.high / 100), format.date(one.atMs))}</li>
          ))}
        </ul>
      )}
      {life?.forecast && (
        <p>{t.storage.worn(format.days(life.forecast.days),
          format.days(life.forecast.low))}</p>
      )}
    </section>
  );
}

/// How much room is left, when it will be gone, and how worn the flash is.
export function StorageCard({ device, reports }: {
  device: Device; reports: Report[];
}) {
  const { t } = useWords();
  const spaces = spacesOf(device, reports);
  const life = flashLifeOf(device, reports);
  return (
    <section class="card storage" aria-labelledby="storage-title">
      <h2 id="storage-title">{t.storage.title}</h2>
      {spaces.length === 0 && !life
        ? <p class="quiet">{t.storage.none}</p>
        : <>
          <div class="spaces">
            {spaces.map((one) =>
              <SpaceOverTime key={one.mount} space={one} />)}
          </div>
          <Flash life={life} />
        </>}
    </section>
  );
}
