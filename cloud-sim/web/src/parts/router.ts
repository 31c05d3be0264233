import { useEffect, useState } from "preact/hooks";

export type Route =
  | { page: "fleet" }
  | { page: "device"; id: string }
  | { page: "cases" }
  | { page: "case"; id: number }
  | { page: "kpi" }
  | { page: "approvals" }
  | { page: "bundles"; id: string }
  | { page: "audit"; id: string }
  | { page: "unknown" };

export function parseRoute(path: string): Route {
  if (path === "/") return { page: "fleet" };
  if (path === "/cases") return { page: "cases" };
  if (path === "/kpi") return { page: "kpi" };
  if (path === "/approvals") return { page: "approvals" };
  const one = /^\/cases\/([1-9]\d{0,14})\/?$/.exec(path);
  if (one) return { page: "case", id: Number(one[1]) };
  const device = /^\/devices\/([^/]+)(?:\/(bundles|audit))?\/?$/.exec(path);
  if (!device) return { page: "unknown" };
  try {
    const id = decodeURIComponent(device[1] ?? "");
    const part = device[2] as "bundles" | "audit" | undefined;
    return { page: part ?? "device", id };
  } catch {
    return { page: "unknown" };
  }
}

const changed = "soundcheck:navigate";

export function navigate(path: string): void {
  history.pushState(null, "", path);
  window.dispatchEvent(new Event(changed));
  window.scrollTo(0, 0);
}

export function devicePath(id: string): string {
  return `/devices/${encodeURIComponent(id)}`;
}

export function bundlesPath(id: string): string {
  return `${devicePath(id)}/bundles`;
}

export function auditPath(id: string): string {
  return `${devicePath(id)}/audit`;
}

export function casePath(id: number): string {
  return `/cases/${id}`;
}

/// Lets the browser handle a click that asks for a new tab or window.
export function followLink(event: MouseEvent, path: string): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey ||
      event.ctrlKey || event.shiftKey || event.altKey) {
    return;
  }
  event.preventDefault();
  navigate(path);
}

/// Calls `act` after each change of the address, be it by link or by history.
export function useNavigation(act: () => void): void {
  useEffect(() => {
    window.addEventListener("popstate", act);
    window.addEventListener(changed, act);
    return () => {
      window.removeEventListener("popstate", act);
      window.removeEventListener(changed, act);
    };
  }, []);
}

export function useRoute(): Route {
  const [path, setPath] = useState(location.pathname);
  useNavigation(() => setPath(location.pathname));
  return parseRoute(path);
}
