// The previews to which this browser's sign-ins are forwarded without a question, because its user said so.
import { listOf, record, text } from "../shape"
import { sealedCookie } from "./sealed-cookie"

type Developer = { origins: string[] }

/** An origin has at most some 100 characters, and all cookies together stay small. */
const maxOrigins = 3

const cookie = sealedCookie<Developer>({
  name: "developer",
  purpose: "developer",
  seconds: 30 * 86_400,
  shape: record<Developer>({ origins: listOf(text) }),
})

async function knownPreviews(): Promise<string[]> {
  const opened = await cookie.read()
  return opened && !opened.isExpired ? opened.value.origins : []
}

export async function isKnownPreview(origin: string): Promise<boolean> {
  return (await knownPreviews()).includes(origin)
}

export async function rememberPreview(origin: string): Promise<void> {
  const others = (await knownPreviews()).filter((known) => known !== origin)
  await cookie.set({ origins: [origin, ...others].slice(0, maxOrigins) })
}
