// The search field of a long list of providers.

/** From this number on, a list has the field (components/provider-list.tsx). */
export const minToSearch = 10

/** @type {import("./index.mjs").Feature} */
export const search = {
  paths: ["components/provider-search.tsx"],
  messages: [[/ {4}search: \{\n {6}label: [^]*?\n {4}\},\n/, ""]],
  edits: {
    ".oxlintrc.json": [
      [/,\n {4}\/\/ Its handler hears keys from the search field[^]*?\n {4}\}(?=\n {2}\])/, ""],
    ],
    "components/provider-list.tsx": [
      [/const minToSearch = 10\n\n/, ""],
      [" A list of ten or more has a search field.", ""],
      [/ {2}const \{ search: texts \} = .*\n/, ""],
      [
        / {2}const listOf = \(items: readonly P\[\]\) =>\n {4}items\.length > 0 && \(\n([^]*?)\n {4}\)\n[^]*?\n {2}\)\n\}\n$/,
        (_, list = "") => `  return (\n${list.replace("items.map", "[...first, ...rest].map")}\n  )\n}\n`,
      ],
      ["export async function ProviderList", "export function ProviderList"],
      [/ {12}data-words=.*\n/, ""],
    ],
  },
}
