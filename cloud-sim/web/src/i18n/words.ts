// The language and register that the reader chose, remembered in this browser.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Text } from "../api/types";
import { en, type Messages } from "./en";
import { makeFormat, type Format } from "./format";
import { zh } from "./zh";

export type Language = "en" | "zh";
/// Whose words describe a fault: the owner's, or an engineer's.
export type Register = "owner" | "expert";

export const languages: Record<Language, { name: string; tag: string }> = {
  en: { name: "English", tag: "en-GB" },
  zh: { name: "中文", tag: "zh-CN" },
};

const catalogs: Record<Language, Messages> = { en, zh };

export interface Words {
  t: Messages;
  format: Format;
  language: Language;
  register: Register;
  /// The reader's language of a text of the knowledge base.
  say(text: Text): string;
}

export function makeWords(language: Language, register: Register): Words {
  return {
    t: catalogs[language],
    format: makeFormat(language),
    language,
    register,
    say: (text) => text[language] || text.en,
  };
}

const languageKey = "soundcheck.language";
const registerKey = "soundcheck.register";

function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;  // storage is switched off; the choice lasts for this page
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}

export function recallLanguage(): Language {
  const kept = recall(languageKey);
  if (kept === "en" || kept === "zh") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export function recallRegister(): Register {
  return recall(registerKey) === "expert" ? "expert" : "owner";
}

export function rememberLanguage(language: Language): void {
  remember(languageKey, language);
}

export function rememberRegister(register: Register): void {
  remember(registerKey, register);
}

export const WordsContext = createContext<Words>(makeWords("en", "owner"));

export function useWords(): Words {
  return useContext(WordsContext);
}
