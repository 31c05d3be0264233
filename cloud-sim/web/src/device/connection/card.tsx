import type { Device, Report } from "../../api/types";
import { measurementName } from "../../i18n/measurements";
import { unitName } from "../../i18n/names";
import { useWords } from "../../i18n/words";
import { useNow } from "../../parts/time";
import { courses, ladderOf, lately } from "../../store/connection";
import { courseOf } from "../../store/figures";
import { useStore } from "../../store/store";
import { Trend } from "../trend";
import { Events } from "./events";
import { Ladder } from "./ladder";

function Courses({ device, reports }: { device: Device; reports: Report[] }) {
  const { t, language } = useWords();
  const drawn = courses.flatMap(({ probe, name }) => {
    const result = device.results.find((one) => one.probe_id === probe);
    const figure = result?.measurements.find((one) => one.name === name);
    return result && figure
      ? [{ key: `${probe} ${name}`, figure, course: courseOf(reports, probe,
        name, { atMs: result.at_ms, measurement: figure }) }]
      : [];
  });
  if (drawn.length === 0) {
    return <p class="quiet">{t.connection.noCourse}</p>;
  }
  return (
    <div class="courses">
      {drawn.map(({ key, figure, course }) => (
        <Trend key={key} name={measurementName(figure.name, language)}
          unit={unitName(figure.unit, language)} course={course} />
      ))}
    </div>
  );
}

/// Which step is broken, what happened before, and how the radio did.
export function ConnectionCard({ device, reports }: {
  device: Device; reports: Report[];
}) {
  const { t, format } = useWords();
  const knowledge = useStore((state) => state.knowledge);
  const now = useNow(5000);
  const rungs = ladderOf(device, knowledge);
  const before = lately(reports);
  return (
    <section class="card connection" aria-labelledby="connection-title">
      <h2 id="connection-title">{t.connection.title}</h2>
      <h3>{t.connection.ladder}</h3>
      {rungs.length > 0 ? <Ladder rungs={rungs} />
        : <p class="quiet">{t.connection.noLadder}</p>}
      <h3>{t.connection.lately}
        {before && <span class="quiet"> · {t.connection.asOf(
          format.age(before.atMs, now))}</span>}
      </h3>
      {before ? <Events lately={before} />
        : <p class="quiet">{t.connection.none}</p>}
      <h3>{t.connection.course}</h3>
      <Courses device={device} reports={reports} />
    </section>
  );
}
