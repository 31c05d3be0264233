import { useWords } from "../../i18n/words";
import { responsesToDraw, type Sound } from "../../store/sound";
import { responseSpan, thdSpan, type Line } from "./lines";
import { Plot } from "./plot";

function Response({ sound }: { sound: Sound }) {
  const { t, format } = useWords();
  const { toBaseline } = sound;
  const drawn = responsesToDraw(sound);
  const title = toBaseline ? t.sound.response : t.sound.difference;
  const lines: Line[] = drawn.map((one) => ({ id: one.number,
    name: t.sound.microphone(format.number(one.number)),
    points: one.response }));
  // The range is one around the baseline.
  const mask = toBaseline ? sound.mask : null;
  const lone = sound.microphones.some((one) => one.response.length > 0);
  return (
    <section aria-labelledby="sound-response">
      <h3 id="sound-response">{title}</h3>
      {lines.length === 0
        ? <p class="quiet">
          {lone ? t.sound.loneMicrophone : t.sound.noResponse}</p>
        : <>
          {!toBaseline && <p>{t.sound.differenceWhy}</p>}
          <Plot title={title} unit="dB" lines={lines} mask={mask}
            axis={toBaseline ? t.sound.responseAxis : t.sound.differenceAxis}
            spanOf={(shown) => responseSpan(shown, mask)} />
          {toBaseline && mask === null &&
            <p class="quiet">{t.sound.noMask}</p>}
          <p class="quiet">{t.sound.band}</p>
        </>}
    </section>
  );
}

function Distortion({ sound }: { sound: Sound }) {
  const { t } = useWords();
  return (
    <section aria-labelledby="sound-thd">
      <h3 id="sound-thd">{t.sound.thd}</h3>
      {sound.thd.length === 0
        ? <p class="quiet">{t.sound.noThd}</p>
        : <Plot title={t.sound.thd} axis={t.sound.thdAxis} unit="%" mask={null}
          lines={[{ id: 0, name: t.sound.thd, points: sound.thd }]}
          spanOf={thdSpan} />}
    </section>
  );
}

export function Curves({ sound }: { sound: Sound }) {
  return (
    <div class="curves">
      <Response sound={sound} />
      <Distortion sound={sound} />
    </div>
  );
}
