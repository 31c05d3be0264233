const steps: Record<string, (index: number, last: number) => number> = {
  ArrowRight: (index, last) => Math.min(last, index + 1),
  ArrowUp: (index, last) => Math.min(last, index + 1),
  ArrowLeft: (index) => Math.max(0, index - 1),
  ArrowDown: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_index, last) => last,
};

/// Where a key moves the cursor of a picture whose points count from 0 to
/// `last`: null takes it away; undefined for a key that moves nothing. The
/// first key only brings the cursor.
export function stepOf(
  key: string, index: number | null, last: number,
): number | null | undefined {
  if (key === "Escape") return null;
  const step = steps[key];
  if (!step) return undefined;
  return index === null && key !== "End" ? 0 : step(index ?? 0, last);
}
