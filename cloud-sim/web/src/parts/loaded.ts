import { useEffect, useRef, useState } from "preact/hooks";
import { useStore } from "../store/store";

/// What one page alone shows and no event tells: loaded when the page opens,
/// when the line to the cloud changes, with another `key`, and when `again` is called.
export interface Loaded<T> {
  value: T | null;
  problem: unknown;
  again(): Promise<void>;
}

export function useLoaded<T>(
  load: () => Promise<T>, key: unknown = null,
): Loaded<T> {
  const [value, setValue] = useState<T | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const connection = useStore((state) => state.connection);
  const alive = useRef(true);
  const again = async (): Promise<void> => {
    try {
      const loaded = await load();
      if (!alive.current) return;
      setValue(loaded);
      setProblem(null);
    } catch (error) {
      if (alive.current) setProblem(error);
    }
  };
  useEffect(() => {
    alive.current = true;
    return () => { alive.current = false; };
  }, []);
  useEffect(() => {
    void again();
  }, [connection, key]);
  return { value, problem, again };
}
