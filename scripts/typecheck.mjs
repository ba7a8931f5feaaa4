// `npm run typecheck`: types of the app, its routes, tests and scripts.
import { closeAll, closeOnSignals } from "./test/closing.mjs"
import { checkTypes, generate } from "./test/steps.mjs"

closeOnSignals()
const passed = (await generate()) && (await checkTypes())
await closeAll()
process.exitCode = passed ? 0 : 1
