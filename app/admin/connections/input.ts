// Reads what the forms of these pages submit.
import { textField } from "@/app/form-data"
import { openDraft, sealDraft, type ConnectionInput } from "@/lib/auth/connections"
import type { FormState } from "./fields"

/** Settings have names of their own, which must not be those of other fields. */
export const settingPrefix = "setting."

const secrets = ["clientSecret", "privateKey"] as const

/** @param userId only this user's earlier submission can have left a secret */
export async function inputFrom(form: FormData, userId: string): Promise<ConnectionInput> {
  const names = [...form.keys()].filter((name) => name.startsWith(settingPrefix))
  return {
    kind: textField(form, "kind"),
    name: textField(form, "name"),
    settings: Object.fromEntries(
      names.map((name) => [name.slice(settingPrefix.length), textField(form, name)]),
    ),
    clientId: textField(form, "clientId"),
    ...(await secretsFrom(form, userId)),
    scope: textField(form, "scope"),
    onlyWay: textField(form, "onlyWay") === "on",
  }
}

/** Those that are entered, or else those of the earlier submission. */
async function secretsFrom(form: FormData, userId: string) {
  const [clientSecret, privateKey] = secrets.map((name) => textField(form, name))
  const entered = { clientSecret: clientSecret ?? "", privateKey: privateKey ?? "" }
  if (entered.clientSecret || entered.privateKey) return entered
  return (await openDraft(userId, textField(form, "kept"))) ?? entered
}

/** What stays in the form: the values, and the secrets sealed. */
export async function whatStays(form: FormData, userId: string): Promise<Pick<FormState, "values" | "kept">> {
  const sent = [...form.keys()].filter((name) => !name.startsWith("$"))
  const shown = sent.filter((name) => !["kept", "intent", ...secrets].includes(name))
  // A box that is not checked is not sent, and must not get its stored value again.
  const values = { onlyWay: "", ...Object.fromEntries(shown.map((name) => [name, textField(form, name)])) }
  const { clientSecret, privateKey } = await secretsFrom(form, userId)
  if (!clientSecret && !privateKey) return { values }
  return { values, kept: await sealDraft(userId, { clientSecret, privateKey }) }
}
