import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import {
  languages, makeWords, recallLanguage, recallRegister, rememberLanguage,
  rememberRegister, useWords, WordsContext, type Language, type Register,
} from "./i18n/words";
import { ApprovalsPage } from "./pages/approvals";
import { AuditPage } from "./pages/audit";
import { BundlesPage } from "./pages/bundles";
import { CasePage } from "./pages/case";
import { CasesPage } from "./pages/cases";
import { DevicePage } from "./pages/device";
import { FleetPage } from "./pages/fleet";
import { KpiPage } from "./pages/kpi";
import { LoginPage } from "./pages/login";
import { LineMark, LineStrip } from "./parts/connection";
import { followLink, useRoute } from "./parts/router";
import { follow, recogniseMe, signOut } from "./store/actions";
import { useNow } from "./parts/time";
import { waitingOnes } from "./store/approvals";
import { useStore } from "./store/store";

function LanguageSwitch({ choose }: { choose: (to: Language) => void }) {
  const { t, language } = useWords();
  return (
    <div class="switch" role="group" aria-label={t.app.language}>
      {(Object.keys(languages) as Language[]).map((one) => (
        <button key={one} type="button" lang={languages[one].tag}
          aria-pressed={one === language} onClick={() => choose(one)}>
          {languages[one].name}
        </button>
      ))}
    </div>
  );
}

/// How many commands wait for a second operator.
function useWaiting(): number {
  const approvals = useStore((state) => state.approvals);
  const now = useNow(5000);
  return waitingOnes(approvals?.values() ?? [], now).length;
}

function Header({ choose }: { choose: (to: Language) => void }) {
  const { t } = useWords();
  const me = useStore((state) => state.me);
  const waiting = useWaiting();
  const { page } = useRoute();
  const here = page === "fleet" ? "/" : `/${page}`;
  return (
    <header class="top">
      <a class="skip" href="#content">{t.app.skip}</a>
      <a class="brand" href="/" onClick={(event) => followLink(event, "/")}>
        {t.app.name}
      </a>
      {me && (
        <nav aria-label={t.app.pages}>
          {([["/", t.app.fleet], ["/cases", t.app.cases],
            ["/approvals", t.app.approvals(waiting)],
            ["/kpi", t.app.quality]] as const).map(([path, name]) => (
            <a key={path} href={path}
              aria-current={path === here ? "page" : undefined}
              onClick={(event) => followLink(event, path)}>{name}</a>
          ))}
        </nav>
      )}
      <span class="fill" />
      {me && <LineMark />}
      <LanguageSwitch choose={choose} />
      {me && (
        <>
          <span class="quiet who">
            {t.app.signedInAs(me.name, t.role[me.role])}
          </span>
          <button type="button" onClick={() => void signOut()}>
            {t.app.signOut}
          </button>
        </>
      )}
    </header>
  );
}

function Page({ chooseRegister }: {
  chooseRegister: (to: Register) => void;
}) {
  const { t } = useWords();
  const me = useStore((state) => state.me);
  const route = useRoute();
  const place = "id" in route ? `${route.page} ${route.id}` : route.page;
  const before = useRef(place);
  useEffect(() => {
    // A new page is read from its top, not from where the last one was left.
    if (before.current !== place) document.getElementById("content")?.focus();
    before.current = place;
  }, [place]);
  if (me === undefined) {
    return <main id="content"><p role="status">{t.app.loading}</p></main>;
  }
  if (me === null) return <LoginPage />;
  switch (route.page) {
    case "fleet":
      return <FleetPage />;
    case "device":
      return <DevicePage key={route.id} id={route.id} me={me}
        chooseRegister={chooseRegister} />;
    case "cases":
      return <CasesPage />;
    case "case":
      return <CasePage key={route.id} id={route.id} me={me} />;
    case "kpi":
      return <KpiPage />;
    case "approvals":
      return <ApprovalsPage me={me} />;
    case "bundles":
      return <BundlesPage key={route.id} id={route.id} me={me} />;
    case "audit":
      return <AuditPage key={route.id} id={route.id} me={me} />;
    case "unknown":
      return (
        <main id="content">
          <p>{t.app.notFound}</p>
          <a href="/" onClick={(event) => followLink(event, "/")}>
            {t.app.toFleet}
          </a>
        </main>
      );
  }
}

export function App() {
  const [language, setLanguage] = useState(recallLanguage);
  const [register, setRegister] = useState(recallRegister);
  const words = useMemo(
    () => makeWords(language, register), [language, register]);
  const signedIn = useStore((state) => Boolean(state.me));

  useEffect(() => void recogniseMe(), []);
  useEffect(() => signedIn ? follow() : undefined, [signedIn]);
  useEffect(() => {
    document.documentElement.lang = languages[language].tag;
  }, [language]);

  return (
    <WordsContext.Provider value={words}>
      <Header choose={(to) => {
        rememberLanguage(to);
        setLanguage(to);
      }} />
      {(signedIn || undefined) && <LineStrip />}
      <Page chooseRegister={(to) => {
        rememberRegister(to);
        setRegister(to);
      }} />
    </WordsContext.Provider>
  );
}
