import { useEffect, useState } from "preact/hooks";
import { reduce } from "./reduce";
import { initialState, type Action, type State } from "./state";

let state = initialState;
const listeners = new Set<() => void>();

export function getState(): State {
  return state;
}

export function dispatch(action: Action): void {
  const next = reduce(state, action);
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

/// Renders again when the chosen part of the state becomes another object.
export function useStore<T>(choose: (state: State) => T): T {
  const [, render] = useState({});
  const chosen = choose(state);
  useEffect(() => {
    let last = chosen;
    const listener = (): void => {
      const next = choose(state);
      if (Object.is(next, last)) return;
      last = next;
      render({});
    };
    listeners.add(listener);
    listener();  // the state may have changed between render and effect
    return () => { listeners.delete(listener); };
  }, []);
  return chosen;
}
