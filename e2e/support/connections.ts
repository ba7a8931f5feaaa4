// Adds connections as their pages do, from another process than the app.
import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import type { AccessToken } from "../../lib/auth/actions/access-token"
import type * as connections from "../../lib/auth/connections"
import type { Connection, ConnectionInput } from "../../lib/auth/connections"
import { bareEnvironment } from "../../scripts/test/environment.mjs"
import { root, stop } from "../../scripts/test/program.mjs"
import { appScope, type App } from "./app"
import { test as base } from "./fixtures"
import { testEnvironment } from "./test-environment"

type Functions = typeof connections & {
  currentAccessToken: (request: object) => Promise<AccessToken>
}

type Name = {
  [Key in keyof Functions]: Functions[Key] extends (...given: never[]) => unknown ? Key : never
}[keyof Functions]

/** JSON has no dates. */
type Answer<Key extends Name> = Functions[Key] extends (...given: never[]) => infer Result
  ? Awaited<Result>
  : never

export class Management {
  private readonly child
  private readonly lines
  private waiting: Promise<unknown> = Promise.resolve()

  constructor({ variables }: App, origin: string) {
    const { e2e: directory = root } = testEnvironment().directories
    this.child = spawn(process.execPath, ["e2e/support/manage-connections.mjs", directory], {
      cwd: root,
      env: {
        ...bareEnvironment(),
        AUTH_URL: origin,
        // Prisma's errors quote the source in development, which the loader of TypeScript does not have.
        NODE_ENV: "production",
        ...variables,
        NODE_OPTIONS: "--conditions=react-server",
      },
      stdio: ["pipe", "pipe", "inherit"],
    })
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]()
  }

  /**
   * Calls a function of lib/auth/connections.
   *
   * @throws {Error} whose message is the code of an AuthError
   */
  async call<Key extends Name>(name: Key, ...given: Parameters<Functions[Key]>): Promise<Answer<Key>> {
    return (await this.send({ name, given })) as Answer<Key>
  }

  /** Calls proveDomain while the name has these TXT records. */
  async prove(actor: Actor, id: string, records: string[]): Promise<connections.Proof> {
    return (await this.send({ name: "proveDomain", given: [actor, id], records })) as connections.Proof
  }

  /** Resolves once the process takes calls. */
  async ready(): Promise<void> {
    await this.lines.next()
  }

  async close(): Promise<void> {
    await stop(this.child)
  }

  private send(call: object): Promise<unknown> {
    const answer = this.waiting.then(async () => {
      this.child.stdin.write(`${JSON.stringify(call)}\n`)
      const { value } = await this.lines.next()
      const { result, error } = JSON.parse(String(value)) as { result?: unknown; error?: string }
      if (error !== undefined) throw new Error(error)
      return result
    })
    this.waiting = answer.catch(() => undefined)
    return answer
  }
}

type Actor = connections.Actor

export const admin: Actor = { id: "the administrator", role: "ADMIN" }

/** A connection to an issuer, as a form submits it. */
export function inputFor(issuer: string, more: Partial<ConnectionInput> = {}): ConnectionInput {
  return {
    kind: "oidc",
    name: "Acme",
    settings: { issuer },
    clientId: "client",
    clientSecret: "hostile-provider-secret",
    privateKey: "",
    scope: "",
    onlyWay: false,
    ...more,
  }
}

/** Adds and enables a connection. */
export async function addConnection(
  management: Management,
  input: ConnectionInput,
  { domains = [], actor = admin }: { domains?: string[]; actor?: Actor } = {},
): Promise<Connection> {
  const saved = await management.call("createConnection", actor, input)
  if (saved.status !== "saved") throw new Error(JSON.stringify(saved.problems))
  const { id } = saved.connection
  for (const domain of domains) await proveDomain(management, id, domain, actor)
  await management.call("setConnectionEnabled", actor, id, true)
  return saved.connection
}

export async function proveDomain(
  management: Management,
  id: string,
  domain: string,
  actor = admin,
): Promise<connections.Proof> {
  const added = await management.call("addDomain", actor, id, domain)
  if (!added) throw new Error(`${domain} is no domain`)
  return management.prove(actor, added.id, [added.record.value])
}

export const test = base.extend<object, { management: Management }>({
  management: [
    async ({ app }, use) => {
      const management = new Management(app, app.origin)
      await management.ready()
      await use(management)
      await management.close()
    },
    appScope,
  ],
})

export { expect, Visitor } from "./fixtures"
