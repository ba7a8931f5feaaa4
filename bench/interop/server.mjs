// The servers, in the order of the table.
import { server as betterAuth } from "./servers/better-auth.mjs"
import { server as canaille } from "./servers/canaille.mjs"
import { server as dex } from "./servers/dex.mjs"
import { allauth, toolkit } from "./servers/django.mjs"
import { server as glewlwyd } from "./servers/glewlwyd.mjs"
import { server as goOAuth2 } from "./servers/go-oauth2.mjs"
import { server as hydra } from "./servers/hydra.mjs"
import { byBackName, byFrontName, dpop, fapi2, plain } from "./servers/keycloak.mjs"
import { server as lemonldap } from "./servers/lemonldap.mjs"
import { server as oidcProvider } from "./servers/oidc-provider.mjs"
import { server as openauth } from "./servers/openauth.mjs"
import { server as spring } from "./servers/spring.mjs"
import { server as zitadel } from "./servers/zitadel.mjs"

/**
 * @typedef {object} Server
 * @property {string} name with its version
 * @property {readonly string[]} needs programs of the machine, with the lowest version
 * @property {boolean} [tls] whether the app must have an https address
 * @property {(origin: string, internalOrigin: string) => Promise<import("./walk.mjs").Running & { stop: () => Promise<unknown> }>} start with a client for
 *   the app at an origin; its server is reached at internalOrigin
 * @property {Readonly<Record<string, string>>} [expected] steps whose outcome is not "ok" because of the server
 */

/** @type {readonly Server[]} */
export const servers = [
  oidcProvider,
  plain,
  dpop,
  fapi2,
  byFrontName,
  byBackName,
  dex,
  zitadel,
  hydra,
  spring,
  betterAuth,
  canaille,
  lemonldap,
  glewlwyd,
  toolkit,
  allauth,
  openauth,
  goOAuth2,
]
