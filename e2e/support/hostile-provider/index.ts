// A provider that can be told, per test, how to misbehave. It approves every request without asking anybody, and
// speaks OAuth 1.0, 1.0a, 2.0 and OpenID Connect.
import type { IncomingMessage } from "node:http"
import type { Behaviour } from "./behaviour"
import { variablesFor } from "./client"
import { makeSigner, type Signer } from "./keys"
import { oauth1 } from "./oauth1"
import { oauth2 } from "./oauth2"
import { openid } from "./openid"
import { type Host, Server } from "./server"

export { reply, type Behaviour } from "./behaviour"

export type Received = {
  method: string
  path: string
  headers: IncomingMessage["headers"]
  form: URLSearchParams
}

export class HostileProvider implements Host {
  /** What it was asked since the last `behave`. */
  received: Received[] = []
  behaviour: Behaviour = {}
  signers: readonly [Signer, ...Signer[]]
  /** Signs with the same key id, and with a key that the key set does not have. */
  readonly forger: Signer
  private readonly server = new Server(
    { ...oauth1(this), ...oauth2(this), ...openid(this) },
    ({ request: { method = "", headers }, url, form }) =>
      this.received.push({ method, path: url.pathname, headers, form }),
  )

  private constructor(signer: Signer, forger: Signer) {
    this.signers = [signer]
    this.forger = forger
  }

  static async start(): Promise<HostileProvider> {
    const provider = new HostileProvider(await makeSigner("one"), await makeSigner("one"))
    await provider.server.open()
    return provider
  }

  get origin(): string {
    return this.server.origin
  }

  /** The variables that point an app's providers here. */
  get env(): Record<string, string> {
    return variablesFor(this.origin)
  }

  /** Sets how it behaves from now on; what is not named is faithful again. */
  behave(behaviour: Behaviour = {}): void {
    this.behaviour = behaviour
    this.received = []
  }

  /** Its faithful signature under any claims. */
  sign(claims: Record<string, unknown>): Promise<string> {
    return this.signers[0].sign(claims)
  }

  /**
   * Signs with another key from now on, for good.
   *
   * @param signer takes its place in the key set
   * @param keepOlder whether the key set still has the older keys
   */
  rotate(signer: Signer, { keepOlder = false } = {}): void {
    this.signers = [signer, ...(keepOlder ? this.signers : [])]
  }

  close(): Promise<void> {
    return this.server.close()
  }
}
