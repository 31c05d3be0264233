import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useWords } from "../i18n/words";
import { devicePath, followLink } from "./router";

/// A page about one side of a device, with the way back to the device itself.
export function SubPage({ id, title, what, children }: {
  id: string; title: string; what: string; children: ComponentChildren;
}) {
  const { t } = useWords();
  const path = devicePath(id);
  useEffect(() => { document.title = `${title} · ${t.app.name}`; },
    [title, t]);
  return (
    <main id="content" class="sub-page" tabIndex={-1}>
      <p><a href={path} onClick={(event) => followLink(event, path)}>
        {t.bundles.back(id)}</a></p>
      <h1>{title}</h1>
      <p class="quiet">{what}</p>
      {children}
    </main>
  );
}
