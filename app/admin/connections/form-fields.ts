// The fields of the form for one kind of connection.
import type { Connection, ConnectionKind } from "@/lib/auth/connections"
import { messages } from "@/messages"
import type { Field } from "./fields"
import { settingPrefix } from "./input"

/** Settings that every connection of a kind should state, even where the kind has a default. */
const common = ["issuer", "authorization", "token", "userinfo"]
const addresses = ["issuer", "authorization", "token", "revocation", "api"]

/** @param stored its values are in the fields, without its credentials */
export async function connectionFields(kind: ConnectionKind, stored?: Connection): Promise<Field[]> {
  const { form: texts, edit } = (await messages()).connections
  const secretHint = stored?.hasCredentials ? edit.keepSecret : ""
  return [
    {
      name: "name",
      label: texts.name,
      hint: texts.nameHint,
      isRequired: true,
      maxLength: 100,
      value: stored?.name ?? "",
    },
    ...(await Promise.all(kind.settings.map((setting) => settingField(setting, stored)))),
    {
      name: "clientId",
      label: texts.clientId,
      isRequired: true,
      maxLength: 500,
      value: stored?.clientId ?? "",
    },
    { name: "clientSecret", label: texts.clientSecret, type: "secret", isOptional: true, hint: secretHint },
    {
      name: "privateKey",
      label: texts.privateKey,
      type: "key",
      hint: [texts.privateKeyHint, secretHint].filter(Boolean).join(" "),
      isOptional: true,
      isRare: true,
    },
    {
      name: "scope",
      isOptional: true,
      label: texts.scope,
      hint: texts.scopeHint,
      maxLength: 1_000,
      placeholder: kind.scope,
      value: stored?.scope ?? "",
    },
    {
      name: "onlyWay",
      label: texts.onlyWay,
      hint: texts.onlyWayHint,
      type: "checkbox",
      value: stored?.onlyWay ? "on" : "",
    },
  ]
}

async function settingField(
  { name, isRequired, byDefault, example, values }: ConnectionKind["settings"][number],
  stored: Connection | undefined,
): Promise<Field> {
  const { form: texts } = (await messages()).connections
  const labels = new Map(Object.entries(texts.settings))
  const placeholder = example || byDefault
  return {
    name: `${settingPrefix}${name}`,
    label: labels.get(name) ?? name,
    value: stored?.settings[name] ?? "",
    ...(values
      ? {
          options: [{ value: "", text: texts.byDefault }, ...values.map((value) => ({ value, text: value }))],
        }
      : { type: addresses.includes(name) ? "url" : "text", maxLength: 2_000 }),
    ...(placeholder && { placeholder }),
    // Where the issuer's metadata has an endpoint, it may stay empty: the server decides.
    isOptional: !isRequired,
    isRare: !isRequired && !(common.includes(name) && !values),
  }
}
