import { useWords } from "../../i18n/words";
import { frequenciesOf, pointAt, type Line } from "./lines";
import { hertz, pointText } from "./plot";

/// A table that may be wider than a phone scrolls by itself, also by keys.
export function WideTable({ title, children }: {
  title: string; children: preact.ComponentChildren;
}) {
  return (
    <div class="wide" role="group" aria-label={title} tabIndex={0}>
      <table>{children}</table>
    </div>
  );
}

/// All values of a plot, for those who cannot see it or want the numbers.
export function ValueTable({ title, lines, unit }: {
  title: string; lines: Line[]; unit: string;
}) {
  const words = useWords();
  const { t } = words;
  return (
    <details>
      <summary>{t.sound.values}</summary>
      <WideTable title={title}>
        <thead>
          <tr>
            <th scope="col">{t.sound.frequency}</th>
            {lines.map((one) => <th key={one.id} scope="col">{one.name}</th>)}
          </tr>
        </thead>
        <tbody>
          {frequenciesOf(lines).map((hz) => (
            <tr key={hz}>
              <th scope="row">{hertz(hz, words)}</th>
              {lines.map((one) => {
                const point = pointAt(one, hz);
                return (
                  <td key={one.id}>
                    {point ? pointText(point, unit, words)
                      : t.sound.notMeasured}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </WideTable>
    </details>
  );
}
