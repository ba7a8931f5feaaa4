// The results of checks and the problems of input, in the visitor's language.
import type { ListedCheck } from "@/components/check-list"
import type { Check, InputProblem } from "@/lib/auth/connections"
import { messages } from "@/messages"
import { settingPrefix } from "./input"

/** The details are facts of the engine, in English. */
export async function shownChecks(checks: readonly Check[]): Promise<ListedCheck[]> {
  const { checks: texts } = (await messages()).connections
  const names = new Map(Object.entries(texts.names))
  const advice = new Map(Object.entries(texts.advice))
  return checks.map(({ name, result, detail }) => {
    const fix = result === "ok" ? undefined : advice.get(name)
    return { name: names.get(name) ?? name, result, detail, language: "en", ...(fix && { fix }) }
  })
}

/** By the name of the field in the form. */
export async function shownProblems(problems: readonly InputProblem[]): Promise<Record<string, string>> {
  const { problems: texts } = (await messages()).connections
  return Object.fromEntries(problems.map(({ field, code }) => [fieldName(field), texts[code]]))
}

const ownFields = ["kind", "name", "clientId", "clientSecret", "privateKey", "scope", "domain"]

function fieldName(field: string): string {
  return ownFields.includes(field) ? field : `${settingPrefix}${field}`
}
