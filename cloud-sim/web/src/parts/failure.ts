// What to tell the reader when the cloud said no.
import { ApiError } from "../api/client";
import type { Words } from "../i18n/words";

/// What happened and what to do next, in the reader's language. The cloud's
/// own message is more exact but English, so it is used where it can be read.
export function explain(error: unknown, words: Words): string {
  const { t, language } = words;
  if (!(error instanceof ApiError)) return String(error);
  if (error.code === "unreachable") return t.error.unreachable;
  if (language === "en" && error.message) return error.message;
  switch (error.status) {
    case 400: return t.error.badRequest;
    case 403: return t.error.forbidden;
    case 404: return t.error.notFound;
    case 409: return t.error.conflict;
    case 429: return t.error.tooMany;
    case 503: return t.error.unavailable;
    default: return t.error.malformed(error.status);
  }
}
