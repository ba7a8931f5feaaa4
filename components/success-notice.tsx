import { Notice } from "@/components/notice"
import { messages } from "@/messages"
import type { Messages } from "@/messages/en"

/** A key of `done` in messages: the result of an action. */
type Result = keyof Messages["done"]

/** The path of a page that reports the result of an action. */
export function successPath(path: string, result: Result): string {
  return `${path}?${new URLSearchParams({ done: result })}`
}

/** Where a user goes on who had to confirm who they are: a page that says so, at the section with the form that they submitted. */
export function afterConfirming(path: string, section: string): string {
  return `${successPath(path, "confirmed")}#${section}`
}

/** Reports the result named by `done` in the query. Renders nothing without one. */
export async function SuccessNotice({ query }: { query: Record<string, string | string[] | undefined> }) {
  const texts = new Map(Object.entries((await messages()).done))
  const text = texts.get(String(query.done))
  return text ? <Notice text={text} /> : null
}
