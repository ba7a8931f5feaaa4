import { Notice } from "@/components/notice"
import { messages } from "@/messages"
import type { Messages } from "@/messages/en"

/** What a page can say that an action did: a key of the table in messages. */
type Deed = keyof Messages["done"]

/** The path of a page that is to say so. */
export function done(path: string, deed: Deed): string {
  return `${path}?${new URLSearchParams({ done: deed })}`
}

/** Says what the action did that led here; without one, nothing. */
export async function Done({ query }: { query: Record<string, string | string[] | undefined> }) {
  const deeds = new Map(Object.entries((await messages()).done))
  const text = deeds.get(String(query.done))
  return text ? <Notice text={text} /> : null
}
