import { useEffect, useState } from "preact/hooks";
import { cloudNow } from "../api/client";

/// The cloud's time, renewed every `stepMs`, so that ages stay true.
export function useNow(stepMs: number): number {
  const [now, setNow] = useState(cloudNow);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(cloudNow()), stepMs);
    return () => window.clearInterval(timer);
  }, [stepMs]);
  return now;
}
