import type uPlot from "uplot";

const againMs = 3000;

/// Gives the chart library to `use`. It is a file of its own, fetched when the
/// first picture is drawn; the cloud may be out of reach just then, so it is
/// tried until it is there, or until the returned function is called.
export function withChart(use: (chart: typeof uPlot) => void): () => void {
  let gone = false;
  let again: number | undefined;
  const fetchIt = (): void => {
    import("./chart").then(
      ({ Chart }) => { if (!gone) use(Chart); },
      () => { if (!gone) again = window.setTimeout(fetchIt, againMs); });
  };
  fetchIt();
  return () => {
    gone = true;
    window.clearTimeout(again);
  };
}
