// Opens Prisma's schema engine from npm, compiled to WebAssembly.
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils"
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg"

/** The engine's JavaScript. Its WebAssembly is beside it. */
export const enginePath = createRequire(import.meta.url).resolve(
  "@prisma/schema-engine-wasm/schema_engine_bg",
)

/**
 * @param {import("@prisma/schema-engine-wasm").ConstructorOptions} options
 * @param {import("@prisma/driver-adapter-utils").SqlMigrationAwareDriverAdapterFactory} adapter of the database
 */
export function openWasmEngine(options, adapter) {
  const compiled = new WebAssembly.Module(readFileSync(enginePath.replace(/\.js$/, ".wasm")))
  const imports = /** @type {WebAssembly.ModuleImports} */ (/** @type {unknown} */ (glue))
  const { exports } = new WebAssembly.Instance(compiled, { "./schema_engine_bg.js": imports })
  glue.__wbg_set_wasm(exports)
  if (typeof exports.__wbindgen_start === "function") exports.__wbindgen_start()
  return glue.SchemaEngine.new(options, () => {}, bindMigrationAwareSqlAdapterFactory(adapter))
}
