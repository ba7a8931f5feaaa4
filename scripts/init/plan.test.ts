// What init would do to this checkout, without writing: every edit finds its text, and no file that stays imports one that goes.
import { posix } from "node:path"
import { expect, test } from "@playwright/test"
import { root } from "../lib/environment.mjs"
import { providerIds } from "../providers/ids.mjs"
import { Checkout } from "./checkout.mjs"
import { languagesFile, readLanguageTags } from "./languages.mjs"
import { readFlags } from "./options.mjs"
import { choose } from "./questions.mjs"
import { planInit } from "./steps.mjs"

/** Folders that the docs say may be deleted. Without one, init no longer finds where it was attached. */
const deletable = ["app/setup", "lib/auth/connections", "lib/other-clients"]

// Each removes other features, and has other ones left. Only the first makes a single migration: Prisma's engine cannot be opened
// twice in one process.
for (const choices of [
  "",
  "--keep migrations --languages en",
  "--keep migrations,strict,clients",
  "--keep migrations,initiated,previews,telemetry",
  "--keep migrations,connections,setup",
  "--keep migrations,tests",
])
  test(`init with ${choices || "no flag"} fits the engine`, async () => {
    const checkout = await Checkout.open(root)
    const isWhole = deletable.every((folder) => checkout.files.some((file) => file.startsWith(`${folder}/`)))
    test.skip(!isWhole, "a feature was deleted")
    const available = {
      providers: await providerIds(),
      languages: readLanguageTags(await checkout.read(languagesFile)),
    }
    const providers = available.providers.slice(0, 2).join()
    const flags = ["--name", "Acme", "--providers", providers, "--yes", ...choices.split(" ").filter(Boolean)]
    const problem = await planInit(checkout, await choose(readFlags(flags, available), available)).then(
      () => "",
      (error: unknown) => String(error),
    )
    // Pages, texts, settings and documents are their owner's: init reports what changed in them when it runs.
    expect(problem).not.toMatch(/: (lib\/auth\/(?!hooks|config)|lib\/other-clients|scripts)/)
    if (!problem) expect(await danglingImports(checkout)).toEqual([])
  })

async function danglingImports(checkout: Checkout): Promise<string[]> {
  const ends = ["", ".ts", ".tsx", ".mjs", ".d.ts", "/index.ts", "/index.mjs"]
  const sources = checkout.files.filter((file) =>
    /^(app|components|lib|messages|scripts|e2e)\/.*\.(ts|tsx|mjs)$/.test(file),
  )
  const dangling = await Promise.all(
    sources.map(async (file) =>
      specifiersIn(await checkout.read(file)).filter((specifier) => {
        const path = specifier.startsWith("@/")
          ? specifier.slice(2)
          : posix.join(posix.dirname(file), specifier)
        return !path.startsWith("lib/generated/") && !ends.some((end) => checkout.has(path + end))
      }),
    ),
  )
  return dangling.flatMap((specifiers, index) =>
    specifiers.map((specifier) => `${sources[index]} imports ${specifier}`),
  )
}

/** What a file imports of the checkout. */
function specifiersIn(text: string): string[] {
  const imports = text.matchAll(/^(?:import|export)\b[^"'`]*?\bfrom\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/gm)
  return [...imports]
    .map(([, fixed, onDemand = ""]) => fixed ?? onDemand)
    .filter((specifier) => /^(@\/|\.)[^$]*$/.test(specifier))
}
