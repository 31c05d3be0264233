/// A value between two ends, as a bar. The browsers' own meter cannot be
/// styled alike in all of them.
export function Meter({ low, high, value, label }: {
  low: number; high: number; value: number; label: string;
}) {
  const within = Math.min(high, Math.max(low, value));
  const share = (within - low) / (high - low);
  return (
    <div class="meter" role="meter" aria-label={label} aria-valuemin={low}
      aria-valuemax={high} aria-valuenow={within}>
      <i style={{ width: `${100 * share}%` }} />
    </div>
  );
}
