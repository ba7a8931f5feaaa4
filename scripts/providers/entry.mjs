// The entry of one provider in docs/providers.md.
import { emailNotes } from "./email-notes.mjs"
import { parts } from "./evidence.mjs"
import { factsOf } from "./facts.mjs"
import { findingsOf, pkceText } from "./findings.mjs"

/**
 * @typedef {import("./catalogue.mjs").Provider} Provider
 * @typedef {import("./evidence.mjs").Evidence} Evidence
 */

/** @param {{ provider: Provider, evidence: Evidence | null }} row */
export async function entry({ provider, evidence }) {
  const { id, name, console: developerConsole, icon, scope } = provider
  const facts = await factsOf(provider)
  const { pkce } = await findingsOf(provider)
  const optional = facts.optional.filter((variable) => !/_(SCOPE|NAME)$/.test(variable.name))
  const picture = icon ? `<img src="../public/providers/${id}.svg" width="16" alt=""> ` : ""
  const head = [
    `${picture}**${name}**`,
    facts.protocol,
    ...(developerConsole
      ? [`[register an app](${developerConsole})`]
      : facts.registration
        ? [`register an app ${facts.registration}`]
        : []),
  ]
  const lines = [
    ...facts.gates.map((gate) => `**Before you begin:** ${gate}`),
    `Callback \`${facts.callbacks[0]}\``,
    ...(facts.keySet ? [`Key set \`${facts.keySet}\``] : []),
    ...(scope ? [`Scopes \`${scope}\``] : []),
    `Variables ${facts.variables.map(({ name: variable, example }) => code(variable, example)).join(", ")}${facts.alternatives
      .map((names) => names.filter((variable) => !facts.missing.includes(variable)))
      .map((names) => `, or with ${names.map((variable) => code(variable)).join(", ")}`)
      .join("")}`,
    ...(optional.length > 0
      ? [
          `Optional ${optional.map(({ name: variable, defaultValue }) => code(variable, defaultValue)).join(", ")}`,
        ]
      : []),
    ...facts.notes,
    ...emailNotes(provider),
    ...(pkce ? [`PKCE: ${pkceText(provider, pkce)}.`] : []),
    ...(evidence ? [`Evidence: ${evidenceText(evidence)}`] : []),
  ]
  return `### ${id}\n\n${head.join(" · ")}\n\n${lines
    .filter(Boolean)
    .map((line) => `- ${line}`)
    .join("\n")}`
}

/** @param {string} name @param {string} [value] */
const code = (name, value) => (value ? `\`${name}=${value}\`` : `\`${name}\``)

/** One word if all parts have the same level. @param {Evidence} evidence */
function evidenceText({ endpoints, token, profile }) {
  if (endpoints === token && token === profile) return endpoints
  return `${parts.endpoints} ${endpoints}, ${parts.token} ${token}, ${parts.profile} ${profile}`
}
