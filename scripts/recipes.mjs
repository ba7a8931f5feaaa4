// `npm run test:recipes`: follows each instruction of the docs in a copy of the checkout, then checks format, lint, types and the
// unit tests of the touched area. Words select recipes: `npm run test:recipes -- acme`.
import { node, recipes } from "./recipes/list.mjs"
import { closeAll, closeOnSignals } from "./test/closing.mjs"
import { copyRepository } from "./test/copies.mjs"
import { bareEnvironment } from "./test/environment.mjs"
import { programOf } from "./test/program.mjs"
import { conclude, generate, step, sum } from "./test/steps.mjs"

closeOnSignals()
const words = process.argv.slice(2)
const chosen = recipes.filter(({ name }) => words.every((word) => name.includes(word)))
const results = [await generate()]
for (const recipe of chosen) results.push(await step(recipe.name, () => tryRecipe(recipe)))
await closeAll()
process.exitCode = conclude(
  sum(...results.map((ok) => ({ passed: Number(ok), failed: Number(!ok), skipped: 0 }))),
)

/** @param {import("./recipes/list.mjs").Recipe} recipe */
async function tryRecipe({ follow, tests }) {
  const { copy, remove } = await copyRepository()
  try {
    await follow(copy)
    if (!tests) return await node(copy, ["scripts/check.mjs"])
    await node(copy, [programOf("prettier"), "--check", "--log-level=warn", "."])
    await node(copy, [programOf("next"), "typegen"])
    await node(copy, [programOf("typescript"), "--noEmit", "--incremental", "false"])
    await node(copy, [programOf("oxlint")])
    await node(copy, [programOf("@playwright/test"), "test", "--project=unit", "--reporter=dot", ...tests], {
      ...bareEnvironment(),
      NODE_OPTIONS: "--conditions=react-server",
    })
  } finally {
    remove()
  }
}
