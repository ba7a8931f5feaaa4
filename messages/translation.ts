import { messages as english, type Messages } from "./en"

/** Texts in another language. A text that is left out is shown in English, and `npm run check` lists it as a warning. */
export type Translation = Pick<Messages, "locale" | "direction" | "language"> & Some<Messages>

/** Any of the texts. A list is one text: it is translated as a whole. */
type Some<T> = T extends string | readonly unknown[] | ((...values: never[]) => string)
  ? T
  : { readonly [K in keyof T]?: Some<T[K]> }

/** Completes a translation with the English texts that it leaves out. */
export function completed(translation: Translation): Messages {
  return merge(english, translation) as Messages
}

function merge(texts: object, translation: object): object {
  const translated = new Map<string, unknown>(Object.entries(translation))
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]: [string, unknown]) => {
      const own = translated.get(key)
      return [key, isGroup(text) && isGroup(own) ? merge(text, own) : (own ?? text)]
    }),
  )
}

function isGroup(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
