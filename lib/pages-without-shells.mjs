// The cache of Next with Cache Components, without the shells of pages: every page is rendered for its request
// (docs/decisions/042). From a shell, Next answers a form without what its action returned (`useActionState`).
import nextCache from "next/dist/server/lib/incremental-cache/file-system-cache.js"

// Node.js imports a CommonJS module whole, the bundler its default export.
const FileSystemCache =
  /** @type {Partial<Record<"default", typeof nextCache>>} */ (nextCache).default ?? nextCache

export default class PagesWithoutShells extends FileSystemCache {
  /** @override @type {InstanceType<typeof nextCache>["get"]} */
  async get(key, context) {
    return context.kind === "APP_PAGE" ? null : super.get(key, context)
  }
}
