import { useEffect } from "preact/hooks";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement;
}

/// Calls `act` when `key` is pressed alone and nobody is typing or in a dialog.
export function useKey(key: string, act: () => void): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.key !== key || event.ctrlKey || event.metaKey ||
          event.altKey || isTyping(event.target) ||
          document.querySelector("dialog[open]")) {
        return;
      }
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  });
}
