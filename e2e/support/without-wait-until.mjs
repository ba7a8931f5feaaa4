// Preloaded into an app under test (node --import): a platform that gives Next a request context, but no `waitUntil`.
Reflect.set(globalThis, Symbol.for("@next/request-context"), { get: () => ({}) })
