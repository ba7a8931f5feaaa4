// LemonLDAP::NG with its accounts for demonstration.
import { generateKeyPairSync } from "node:crypto"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { freePort } from "../../../scripts/lib/ports.mjs"
import { debianPackages, restartable, serversFolder, unpackedLibraries } from "../machine.mjs"

const version = "2.16.1"

// The first one needs one of several web servers. The others it loads without depending on them.
const packages = /** @type {const} */ ([
  "liblemonldap-ng-portal-perl",
  "lemonldap-ng-fastcgi-server",
  "libplack-perl",
  "libgd-securityimage-perl",
  "libimage-magick-perl",
  "libio-string-perl",
  "libstring-random-perl",
])

const program = `use Plack::Builder;
use Lemonldap::NG::Portal::Main;
builder {
  enable 'Static', path => sub { s!^/static/!! }, root => "$ENV{UNPACKED}/usr/share/lemonldap-ng/portal/htdocs/static";
  enable 'Static', path => sub { s!^/javascript/!! }, root => "$ENV{UNPACKED}/usr/share/javascript", pass_through => 1;
  enable 'Static', path => sub { s!^/javascript/!! }, root => "/usr/share/javascript";
  Lemonldap::NG::Portal::Main->run({});
};
`

/** @param {{ folder: string, unpacked: string }} folders */
const local = ({ folder, unpacked }) => `[all]
logLevel = warn
[configuration]
type = File
dirName = ${folder}/conf
localStorage = Cache::FileCache
localStorageOptions = { namespace => 'config', default_expires_in => 600, cache_root => '${folder}/cache', cache_depth => 3 }
[portal]
staticPrefix = /static
templateDir = ${unpacked}/usr/share/lemonldap-ng/portal/templates
languages = en
`

/** @param {{ folder: string, issuer: string, origin: string, keyId: string }} server */
function configuration({ folder, issuer, origin, keyId }) {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const storage = (/** @type {string} */ name) => ({
    Directory: join(folder, name),
    LockDirectory: join(folder, name, "lock"),
    generateModule: "Lemonldap::NG::Common::Apache::Session::Generate::SHA256",
  })
  return {
    cfgNum: 1,
    cfgDate: 1,
    key: "interop-interop-interop-interop",
    portal: issuer,
    domain: "localhost",
    securedCookie: 0,
    // By default it asks nobody again who signed in less than five seconds ago.
    portalForceAuthnInterval: 1,
    authentication: "Demo",
    userDB: "Same",
    demoExportedVars: { cn: "cn", mail: "mail", uid: "uid" },
    locationRules: { localhost: { default: "accept" } },
    globalStorage: "Apache::Session::File",
    globalStorageOptions: storage("sessions"),
    persistentStorage: "Apache::Session::File",
    persistentStorageOptions: storage("psessions"),
    issuerDBOpenIDConnectActivation: 1,
    oidcServiceMetaDataIssuer: issuer,
    oidcServicePrivateKeySig: privateKey.export({ type: "pkcs8", format: "pem" }),
    oidcServicePublicKeySig: publicKey.export({ type: "spki", format: "pem" }),
    oidcServiceKeyIdSig: keyId,
    oidcRPMetaDataExportedVars: { app: { email: "mail", name: "cn" } },
    oidcRPMetaDataOptions: {
      app: {
        oidcRPMetaDataOptionsClientID: "app",
        oidcRPMetaDataOptionsClientSecret: "right-secret",
        oidcRPMetaDataOptionsRedirectUris: `${origin}/api/auth/oidc/callback`,
        oidcRPMetaDataOptionsPostLogoutRedirectUris: `${origin}/api/auth/signout/return`,
        oidcRPMetaDataOptionsIDTokenSignAlg: "RS256",
        oidcRPMetaDataOptionsRefreshToken: 1,
      },
    },
  }
}

/** @type {import("../server.mjs").Server} */
export const server = {
  name: `LemonLDAP::NG ${version}`,
  needs: ["apt-get", "dpkg-deb", "perl"],

  async start(origin) {
    const unpacked = await debianPackages({ version, packages })
    const port = await freePort()
    const issuer = `http://localhost:${port}/`
    const folder = join(serversFolder, "lemonldap")
    rmSync(folder, { recursive: true, force: true })
    for (const name of ["conf", "cache", "sessions/lock", "psessions/lock"])
      mkdirSync(join(folder, name), { recursive: true })
    const files = { ini: join(folder, "lemonldap-ng.ini"), psgi: join(folder, "portal.psgi") }
    writeFileSync(files.ini, local({ folder, unpacked }))
    writeFileSync(files.psgi, program)
    const configure = (/** @type {string} */ keyId) =>
      writeFileSync(
        join(folder, "conf/lmConf-1.json"),
        JSON.stringify(configuration({ folder, issuer, origin, keyId })),
      )
    configure("first")
    const plackup = join(unpacked, "usr/bin/plackup")
    const argv = [plackup, "--host", "localhost", "--port", String(port), files.psgi]
    const { restart, stop } = await restartable("perl", argv, {
      name: "lemonldap",
      ready: `${issuer}.well-known/openid-configuration`,
      env: { ...unpackedLibraries(unpacked), LLNG_DEFAULTCONFFILE: files.ini, UNPACKED: unpacked },
    })
    return {
      providerId: "oidc",
      env: { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: "app", AUTH_OIDC_SECRET: "right-secret" },
      wrongSecret: { AUTH_OIDC_SECRET: "wrong-secret" },
      api: `${issuer}oauth2/userinfo`,
      forms: {
        login: {
          find: (page) => page.locator("input[name=password]"),
          async submit(page) {
            const name = page.locator("input[name=user]:not([type=hidden])")
            if (await name.isVisible()) await name.fill("dwho")
            await page.fill("input[name=password]", "dwho")
            await page.locator("form:has(input[name=password]) button[type=submit]").first().click()
          },
        },
        renew: {
          find: (page) => page.locator("form#upgrd button[type=submit]"),
          submit: (page) => page.click("form#upgrd button[type=submit]"),
        },
        // Of the consent, and of the sign-out.
        confirm: {
          find: (page) => page.locator("form.confirm button.positive"),
          submit: (page) => page.click("form.confirm button.positive"),
        },
      },
      async rotateKeys() {
        configure("second")
        await restart()
      },
      stop,
    }
  },
}
