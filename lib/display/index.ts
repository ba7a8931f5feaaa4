// The visitor's language and colour scheme, in two unsealed cookies, since forging them does no harm.
import "server-only"
import { headers } from "next/headers.js"
import { cache } from "react"
import { isLanguage, languages, type Language } from "../../messages/languages"
import { readCookie, writeCookie } from "../auth"
import { acceptedLanguage } from "./accept-language"

export const schemes = ["system", "light", "dark"] as const

export type Scheme = (typeof schemes)[number]

export type Display = { language: Language; scheme: Scheme }

const secondsPerYear = 365 * 86_400

/** The language that the visitor chose here or in the browser, and the colour scheme. Read once for each page. */
export const display: () => Promise<Display> = cache(async () => {
  const language = await readCookie("language")
  const scheme = await readCookie("scheme")
  return {
    language: isLanguage(language) ? language : await browserLanguage(),
    scheme: isScheme(scheme) ? scheme : "system",
  }
})

/** For server actions: stores a choice for a year. Unknown languages and schemes are ignored. */
export async function chooseDisplay({ language, scheme }: Record<keyof Display, string>): Promise<void> {
  if (isLanguage(language)) await writeCookie("language", language, secondsPerYear)
  if (isScheme(scheme)) await writeCookie("scheme", scheme, secondsPerYear)
}

async function browserLanguage(): Promise<Language> {
  const header = (await headers()).get("accept-language") ?? ""
  return acceptedLanguage(header, Object.keys(languages).filter(isLanguage)) ?? "en"
}

function isScheme(name: string | undefined): name is Scheme {
  return schemes.some((scheme) => scheme === name)
}
