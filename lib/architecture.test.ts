// Who may import whom. Always downwards: app → lib/auth → lib/sql. A file of lib that no room names fails.
import { expect, test } from "@playwright/test"
import { importsOf, nameOf, sourcesIn } from "../scripts/test/imports.mjs"

/**
 * A room, and what its files may import besides Node itself. `*` is one name and `**` any path; `type` before a name allows
 * its types alone. The first room that fits a file counts.
 */
const table: [room: string, may: string][] = [
  [
    "app/**",
    `app/** components/** messages/* lib/auth/index lib/db lib/display lib/flows/* lib/health lib/setup/* lib/timing
     lib/users/* next react`,
  ],
  // They forge what only we could seal.
  ["e2e/sealed-values.spec", "e2e/** lib/auth/seal lib/sealing"],
  ["e2e/leaks", "e2e/** lib/sealing"],
  ["e2e/form-post.spec", "e2e/** lib/auth/seal"],
  ["e2e/preview", "e2e/** scripts/** lib/sealing"],
  ["e2e/preview.spec", "e2e/** lib/auth/seal pg"],
  ["components/**", "components/** messages/* type:lib/auth/index next react"],
  ["messages/index", "lib/display messages/*"],
  ["messages/*", "messages/* type:lib/auth/errors"],
  [
    "e2e/**",
    `e2e/** scripts/** messages/* lib/auth/errors lib/db @playwright/test @axe-core/playwright fast-check jose oauth-sign
     oidc-provider pg`,
  ],
  ["proxy", "lib/env next"],
  ["instrumentation", "lib/start lib/telemetry"],
  [
    "lib/users/*",
    "lib/auth/index lib/db lib/sql lib/tokens/* lib/users/* type:lib/generated/prisma/client next",
  ],
  [
    "lib/tokens/access-token",
    "lib/auth/clients lib/auth/errors lib/auth/limits lib/auth/protocols/index lib/auth/refusal lib/database-errors lib/tokens/*",
  ],
  ["lib/tokens/revocation", "lib/auth/clients lib/auth/protocols/index lib/auth/refusal lib/tokens/*"],
  ["lib/tokens/sealed-tokens", "lib/auth/seal type:lib/auth/protocols/index lib/sealing"],
  ["lib/tokens/kept-tokens", "lib/sql type:lib/tokens/sealed-tokens"],
  ["lib/display", "lib/accept-language lib/auth/cookies messages/* next react server-only"],
  ["lib/accept-language", ""],
  [
    "lib/setup/*",
    `lib/setup/* lib/auth/clients lib/auth/config lib/auth/errors lib/flows/recorder lib/auth/protocols/* lib/auth/providers/index
     type:lib/auth/providers/types lib/auth/variables lib/env oauth4webapi`,
  ],
  ["lib/sealing", "jose"],
  ["lib/private-key", ""],
  ["lib/json", ""],
  ["lib/redaction", "jose"],
  ["lib/timing", "lib/auth/trace"],
  ["lib/start", "lib/env lib/auth/clients lib/log lib/flows/recorder lib/telemetry"],
  ["lib/log", "lib/auth/errors lib/auth/trace"],
  ["lib/telemetry", "lib/auth/trace @opentelemetry/api"],
  ["lib/flows/*", "lib/flows/* lib/auth/trace type:lib/auth/errors"],
  ["lib/health", "lib/database-errors lib/sql server-only"],
  ["lib/limiter", "lib/sql next server-only"],
  ["lib/tidy", "lib/sql next server-only"],
  ["lib/db", "lib/sql lib/generated/** @prisma/adapter-pg server-only"],
  ["lib/sql", "lib/database-errors lib/env pg server-only"],
  ["lib/database-errors", ""],
  ["lib/env", "lib/networks lib/preview/redirect-proxy"],
  ["lib/preview/redirect-proxy", ""],
  ["lib/preview/hand-off", "lib/auth/config lib/auth/errors lib/env lib/sealing lib/preview/redirect-proxy"],
  ["lib/networks", ""],
  ["lib/bounded-body", ""],
  ["lib/environment.fixture", ""],
  ["lib/client-address", ""],
  ["lib/outbound", "lib/env undici"],
  [
    "lib/auth/index",
    `lib/auth/engine lib/auth/actions/session lib/auth/activity lib/auth/clients lib/auth/config lib/auth/errors lib/auth/origin
     lib/auth/pending-link lib/auth/reference lib/auth/refusal lib/auth/return-path lib/auth/sessions lib/auth/visitor
     lib/auth/last-provider type:lib/auth/providers/types type:lib/auth/wishes lib/env type:lib/tokens/access-token next react
     server-only`,
  ],
  // Loaded when it is needed, so what index.ts itself may import stays small.
  ["lib/auth/engine", "lib/auth/handler lib/auth/actions/* lib/tokens/access-token server-only"],
  [
    "lib/auth/handler",
    `lib/auth/actions/* lib/auth/clients lib/auth/config lib/auth/errors lib/auth/form lib/auth/origin lib/auth/refusal
     lib/auth/return-path lib/env messages/*`,
  ],
  [
    "lib/auth/actions/*",
    `lib/auth/accounts lib/auth/activity lib/auth/attempt lib/auth/clients lib/auth/config lib/auth/errors lib/auth/last-provider
     lib/auth/limits lib/auth/logout-state lib/auth/digest lib/auth/origin lib/auth/pending-link lib/auth/posted-answer
     lib/auth/protocols/index lib/auth/refusal lib/auth/return-path lib/auth/sessions lib/auth/visitor lib/auth/wishes
     lib/sql lib/env lib/preview/hand-off lib/tidy lib/tokens/* next`,
  ],
  [
    "lib/auth/protocols/exchange.fixture",
    "type:lib/auth/clients type:lib/auth/protocols/protocol type:lib/auth/providers/types @playwright/test",
  ],
  [
    "lib/auth/protocols/certified.fixture",
    `lib/auth/protocols/exchange.fixture lib/auth/protocols/oidc type:lib/auth/protocols/protocol type:lib/auth/clients
     type:lib/auth/providers/types @playwright/test oidc-provider`,
  ],
  [
    "lib/auth/protocols/request",
    "lib/bounded-body lib/outbound lib/auth/errors lib/auth/trace lib/env oauth4webapi undici",
  ],
  [
    "lib/auth/protocols/protocol",
    `type:lib/auth/attempt type:lib/auth/clients type:lib/auth/profile type:lib/auth/providers/types type:lib/auth/trace
     type:lib/auth/wishes`,
  ],
  [
    "lib/auth/protocols/*",
    `lib/auth/protocols/* lib/auth/profile lib/auth/errors lib/auth/trace type:lib/auth/clients lib/json type:lib/private-key
     type:lib/auth/providers/types jose oauth4webapi`,
  ],
  ["lib/auth/providers/dialect", ""],
  ["lib/auth/providers/types", "type:lib/auth/providers/dialect"],
  ["lib/auth/providers/index", "lib/auth/providers/*"],
  ["lib/auth/providers/*", "type:lib/auth/providers/types"],
  ["lib/auth/accounts", "type:lib/sql lib/auth/errors type:lib/auth/profile type:lib/tokens/sealed-tokens"],
  ["lib/auth/pending-link", "lib/auth/cookies lib/auth/digest lib/auth/seal"],
  ["lib/auth/last-provider", "lib/auth/cookies"],
  ["lib/auth/digest", ""],
  [
    "lib/auth/sessions",
    `lib/sql lib/auth/config lib/auth/cookies lib/auth/digest lib/auth/errors type:lib/auth/protocols/index type:lib/auth/visitor
     type:lib/generated/prisma/enums`,
  ],
  ["lib/auth/limits", "lib/env lib/limiter lib/auth/errors type:lib/auth/visitor"],
  ["lib/auth/visitor", "lib/client-address lib/env next"],
  ["lib/auth/activity", "lib/sql lib/auth/errors lib/auth/trace"],
  ["lib/auth/attempt", "lib/auth/cookies lib/auth/digest lib/auth/seal lib/auth/errors lib/auth/config"],
  [
    "lib/auth/clients",
    `lib/auth/providers/index type:lib/auth/providers/types lib/auth/variables type:lib/private-key lib/auth/config
     lib/auth/errors lib/env`,
  ],
  ["lib/auth/variables", "type:lib/auth/providers/types lib/auth/fill lib/private-key lib/env"],
  ["lib/auth/fill", ""],
  ["lib/auth/wishes", "lib/auth/errors"],
  [
    "lib/auth/posted-answer",
    "lib/auth/cookies lib/auth/digest lib/auth/seal lib/auth/errors type:lib/auth/providers/types",
  ],
  ["lib/auth/cookies", "lib/env next"],
  ["lib/auth/seal", "lib/sealing lib/env"],
  ["lib/auth/logout-state", "lib/auth/cookies lib/auth/seal"],
  ["lib/auth/profile", "lib/auth/errors type:lib/auth/providers/types"],
  ["lib/auth/origin", "lib/auth/errors lib/env"],
  [
    "lib/auth/refusal",
    "lib/auth/config lib/auth/errors lib/auth/reference lib/auth/trace lib/database-errors",
  ],
  ["lib/auth/reference", ""],
  ["lib/auth/trace", "lib/auth/errors lib/redaction"],
  ["lib/auth/form", "lib/auth/errors"],
  ["lib/auth/return-path", "lib/auth/errors"],
  ["lib/auth/errors", ""],
  ["lib/auth/config", ""],
]

const files = ["app", "components", "e2e", "lib", "messages", "proxy.ts", "instrumentation.ts"]
  .flatMap(sourcesIn)
  .filter((file) => !file.startsWith("lib/generated/") && !file.endsWith(".test.ts"))

test("every file lies in a room that the table names", () => {
  expect(files.map(nameOf).filter((name) => !roomOf(name))).toEqual([])
})

test("every room of the table has a file", () => {
  const rooms = new Set(files.map((file) => roomOf(nameOf(file))))
  expect(table.filter((room) => !rooms.has(room)).map(([room]) => room)).toEqual([])
})

test("files import what their room may import, and nothing else", () => {
  const allowed = ({ from, to, typeOnly }: ReturnType<typeof importsOf>[number]) =>
    roomOf(from)?.[1]
      .split(/\s+/)
      .some((may) => fits(to, may.replace("type:", "")) && (typeOnly || !may.startsWith("type:")))
  const wrong = files.flatMap(importsOf).filter((found) => !allowed(found))
  expect(wrong.map(({ from, to, typeOnly }) => `${from} → ${typeOnly ? "type " : ""}${to}`)).toEqual([])
})

test("no file imports itself by a detour", () => {
  const arrows = new Map(
    files.map((file) => [nameOf(file), importsOf(file).filter(({ typeOnly }) => !typeOnly)]),
  )
  const done = new Set<string>()
  const circleThrough = (name: string, path: string[]): string[] | undefined => {
    if (path.includes(name)) return [...path, name]
    if (done.has(name)) return undefined
    done.add(name)
    for (const { to } of arrows.get(name) ?? []) {
      const circle = circleThrough(to, [...path, name])
      if (circle) return circle
    }
    return undefined
  }
  expect(files.map((file) => circleThrough(nameOf(file), [])).find(Boolean)).toBeUndefined()
})

function roomOf(name: string) {
  return table.find(([room]) => fits(name, room))
}

function fits(name: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+?^${}()|[\]]/g, "\\$&")
    .replace(/\*+/g, (stars) => (stars === "*" ? "[^/]+" : ".+"))
  return new RegExp(`^${source}$`).test(name)
}
