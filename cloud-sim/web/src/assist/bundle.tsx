import type { ComponentChildren } from "preact";
import { api } from "../api/client";
import type { Bundle } from "../api/types";
import { useWords } from "../i18n/words";
import { CopyButton } from "../parts/copy";

function Fact({ name, children }: {
  name: string; children: ComponentChildren;
}) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

/// Of a bundle that has begun to arrive, or has not.
function Size({ bundle }: { bundle: Bundle }) {
  const { t, format } = useWords();
  if (bundle.bytes === 0) return <>{t.bundles.nothingYet}</>;
  if (bundle.complete) return <>{format.bytes(bundle.bytes)}</>;
  return (
    <>
      {t.bundles.arrived(format.bytes(bundle.received),
        format.bytes(bundle.bytes))}
      <progress value={bundle.received} max={bundle.bytes}
        aria-label={t.bundles.size} />
    </>
  );
}

/// What the speaker told of it when it was packed.
function Told({ bundle }: { bundle: Bundle }) {
  const { t, format } = useWords();
  return (
    <>
      <Fact name={t.bundles.items}>{format.number(bundle.items)}</Fact>
      <Fact name={t.bundles.redactions}>
        {t.bundles.times(bundle.redactions)}</Fact>
      <Fact name={t.bundles.unfinished}>
        {bundle.unfinished.length === 0 ? t.bundles.allFinished : (
          <ul>{bundle.unfinished.map((name) =>
            <li key={name}><code>{name}</code></li>)}</ul>
        )}
      </Fact>
    </>
  );
}

export function BundleCard({ bundle }: { bundle: Bundle }) {
  const { t, format, register } = useWords();
  const name = bundle.reference || t.bundles.noReference;
  return (
    <li class="card bundle">
      <div class="title">
        <h2>{name}</h2>
        {bundle.reference && (
          <CopyButton small text={bundle.reference}
            label={t.device.copyId} />
        )}
        <span class={bundle.complete ? "mark mark-passed"
          : "mark mark-inconclusive"}>
          <span class="shape" aria-hidden="true">
            {bundle.complete ? "●" : "▲"}</span>
          {bundle.complete ? t.bundles.whole : t.bundles.partly}
        </span>
      </div>
      <p class="quiet">
        {t.bundles.asked(bundle.operator || t.bundles.unknownWho,
          format.dateTime(bundle.created_ms))}
        {bundle.reason && <>: {bundle.reason}</>}
      </p>
      {!bundle.complete && bundle.state && (
        <p>{t.bundles.state[bundle.state]}</p>
      )}
      <dl class="facts">
        <Fact name={t.bundles.size}><Size bundle={bundle} /></Fact>
        {bundle.reference && <Told bundle={bundle} />}
        {register === "expert" && bundle.sha256 && (
          <Fact name={t.bundles.checksum}><code>{bundle.sha256}</code></Fact>
        )}
      </dl>
      {bundle.complete && (
        <a class="button" href={api.bundleFile(bundle.id)} download>
          {t.bundles.download(name)}</a>
      )}
    </li>
  );
}
