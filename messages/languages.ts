// The languages of the site by their BCP 47 tag, the preferred one first.

import { messages as de } from "./de"
import { messages as en, type Messages } from "./en"

export const languages = { en, de } satisfies Record<string, Messages>

export type Language = keyof typeof languages

export function isLanguage(tag: string | undefined): tag is Language {
  return tag !== undefined && Object.hasOwn(languages, tag)
}
