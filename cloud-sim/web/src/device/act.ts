import { useState } from "preact/hooks";
import { useWords } from "../i18n/words";
import { explain } from "../parts/failure";

export interface Act {
  busy: boolean;
  /// What went wrong the last time, ready to show; empty when nothing did.
  problem: string;
  run(act: () => Promise<unknown>): Promise<void>;
}

/// One thing that the reader may ask of a device: whether it is under way, and
/// what to say when the cloud did not take it. `name` is the words for it.
export function useAct(name: string, deviceId: string): Act {
  const words = useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  return {
    busy,
    problem: problem
      ? words.t.error.what(name, deviceId, explain(problem, words))
      : "",
    run: async (act) => {
      setBusy(true);
      setProblem(null);
      try {
        await act();
      } catch (error) {
        setProblem(error);
      } finally {
        setBusy(false);
      }
    },
  };
}
