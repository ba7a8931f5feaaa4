// A provider that each test can make misbehave. It approves every authorization request without a page, and supports OAuth 1.0,
// 1.0a, 2.0 and OpenID Connect.
import type { IncomingMessage } from "node:http"
import { issued } from "../leaks"
import type { Behaviour } from "./behaviour"
import { variablesFor } from "./client"
import { makeSigner, type Signer } from "./keys"
import { oauth1 } from "./oauth1"
import { oauth2 } from "./oauth2"
import { openid } from "./openid"
import { Server, type Host } from "./server"

export { rawResponse, type Behaviour } from "./behaviour"

export type Received = {
  method: string
  path: string
  headers: IncomingMessage["headers"]
  form: URLSearchParams
}

export class HostileProvider implements Host {
  /** The requests since the last `behave`. */
  received: Received[] = []
  behaviour: Behaviour = {}
  signers: readonly [Signer, ...Signer[]]
  /** Signs with the same key id, but with a key that is not in the key set. */
  readonly forger: Signer
  readonly endsSessions: boolean
  /** The secrets that were issued before the test. */
  private earlier: ReadonlySet<string> = new Set()
  private readonly server = new Server(
    { ...oauth1(this), ...oauth2(this), ...openid(this) },
    ({ request: { method = "", headers }, url: { pathname: path }, form }) => {
      const isLate = path === "/revoke" && this.earlier.has(form.get("token") ?? "")
      if (!isLate) this.received.push({ method, path, headers, form })
    },
  )

  private constructor(signer: Signer, forger: Signer, endsSessions: boolean) {
    this.signers = [signer]
    this.forger = forger
    this.endsSessions = endsSessions
  }

  /** @param options endsSessions: whether its metadata has an endpoint that ends sessions */
  static async start({ endsSessions = false } = {}): Promise<HostileProvider> {
    const provider = new HostileProvider(await makeSigner("one"), await makeSigner("one"), endsSessions)
    await provider.server.open()
    return provider
  }

  get origin(): string {
    return this.server.origin
  }

  /** The variables that point an app's providers to this server. */
  get env(): Record<string, string> {
    return variablesFor(this.origin)
  }

  /**
   * Behaves correctly. Tokens are revoked after the response, so those of an earlier test can still come: they are not in
   * `received`.
   */
  startTest(): void {
    this.earlier = new Set(issued)
    this.behave()
  }

  /** Sets the behaviour from now on. Settings that are left out return to their defaults. */
  behave(behaviour: Behaviour = {}): void {
    this.behaviour = behaviour
    this.received = []
  }

  /** Signs any claims with the current key. */
  sign(claims: Record<string, unknown>): Promise<string> {
    return this.signers[0].sign(claims)
  }

  /**
   * Replaces the signing key, also for later tests.
   *
   * @param signer has the new key
   * @param keepOlder whether the older keys stay in the key set
   */
  rotate(signer: Signer, { keepOlder = false } = {}): void {
    this.signers = [signer, ...(keepOlder ? this.signers : [])]
  }

  close(): Promise<void> {
    return this.server.close()
  }
}
