import { createHmac, generateKeyPairSync, verify } from "node:crypto"
import { expect, test } from "@playwright/test"
import fc from "fast-check"
import OAuth from "oauth-1.0a"
import * as oauthSign from "oauth-sign"
import {
  authorizationHeader,
  baseAddress,
  baseString,
  encode,
  normalized,
  signature,
  type Parameter,
  type SignatureMethod,
} from "./oauth1-signature"

// RFC 5849 section 1.2.
const photos = { consumer: "dpf43f3p2l4k3l03", secret: "kd94hf93k423kf44" }
const examples = [
  {
    title: "temporary credentials",
    method: "POST",
    url: "https://photos.example.net/initiate",
    parameters: {
      oauth_timestamp: "137131200",
      oauth_nonce: "wIjqoS",
      oauth_callback: "http://printer.example.com/ready",
    },
    tokenSecret: "",
    signature: "74KNZJeDHnMBp0EMJ9ZHt/XKycU=",
  },
  {
    title: "token credentials",
    method: "POST",
    url: "https://photos.example.net/token",
    parameters: {
      oauth_token: "hh5s93j4hdidpola",
      oauth_timestamp: "137131201",
      oauth_nonce: "walatlh",
      oauth_verifier: "hfdp7dh39dks9884",
    },
    tokenSecret: "hdhd0244k9j7ao03",
    signature: "gKgrFCywp7rO0OXSjdot/IHF7IU=",
  },
  {
    title: "a photo",
    method: "GET",
    url: "http://photos.example.net/photos?file=vacation.jpg&size=original",
    parameters: { oauth_token: "nnch734d00sl2jdk", oauth_timestamp: "137131202", oauth_nonce: "chapoH" },
    tokenSecret: "pfkkdhi9sl3r4s00",
    signature: "MdpQcU8iPSUjWoN/UDMsK2sui9I=",
  },
]

for (const example of examples) {
  test(`RFC 5849 section 1.2: the request for ${example.title}`, () => {
    const protocol = { oauth_consumer_key: photos.consumer, oauth_signature_method: "HMAC-SHA1" }
    const parameters = Object.entries({ ...protocol, ...example.parameters })
    const request = { method: example.method, url: new URL(example.url), parameters }
    const secrets = { client: photos.secret, token: example.tokenSecret }
    expect(signature("HMAC-SHA1", request, secrets)).toBe(example.signature)
  })
}

// RFC 5849 sections 3.4.1.1 and 3.4.1.3.
const request = {
  method: "post",
  url: new URL("http://EXAMPLE.com:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b"),
  parameters: [
    ["oauth_consumer_key", "9djdj82h48djs9d2"],
    ["oauth_token", "kkk9d7dh3k39sjv7"],
    ["oauth_signature_method", "HMAC-SHA1"],
    ["oauth_timestamp", "137131201"],
    ["oauth_nonce", "7d8f3e4a"],
    ...new URLSearchParams("c2&a3=2+q"),
  ] satisfies Parameter[],
}

test("RFC 5849 section 3.4.1.1: the base string", () => {
  expect(baseString(request)).toBe(
    "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D" +
      "%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a" +
      "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7",
  )
})

test("RFC 5849 section 3.4.1.3.2: parameters are encoded, sorted by name, then by value", () => {
  expect(normalized([...request.url.searchParams, ...request.parameters])).toBe(
    "a2=r%20b&a3=2%20q&a3=a&b5=%3D%253D&c%40=&c2=&oauth_consumer_key=9djdj82h48djs9d2&oauth_nonce=7d8f3e4a" +
      "&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131201&oauth_token=kkk9d7dh3k39sjv7",
  )
})

for (const [address, base] of [
  ["http://EXAMPLE.COM:80/r%20v/X?id=123", "http://example.com/r%20v/X"],
  ["https://www.example.net:8080/?q=1", "https://www.example.net:8080/"],
  ["HTTPS://example.com:443?q#part", "https://example.com/"],
  ["https://example.com:80/a", "https://example.com:80/a"],
  ["http://example.com:443/a", "http://example.com:443/a"],
] as const)
  test(`RFC 5849 section 3.4.1.2: ${address} is signed as ${base}`, () => {
    expect(baseAddress(new URL(address))).toBe(base)
  })

test("RFC 5849 section 3.6: all characters except letters, digits and -._~ are encoded as UTF-8 bytes", () => {
  const ascii = String.fromCharCode(...Array.from({ length: 128 }, (_, code) => code))
  const expected = Buffer.from(`${ascii}ü🌻`)
    .toString("latin1")
    .replace(/[^\w.~-]/g, (byte) => `%${Buffer.from(byte, "latin1").toString("hex").toUpperCase()}`)
  expect(encode(`${ascii}ü🌻`)).toBe(expected)
  expect(encode("\ud800")).toBe("%EF%BF%BD")
})

test("RFC 5849 section 3.5.1: the header contains the realm and encoded values", () => {
  const parameters = Object.entries({ oauth_token: "a/b+c", oauth_callback: 'x"' })
  expect(authorizationHeader(parameters, "Photos")).toBe(
    'OAuth realm="Photos", oauth_token="a%2Fb%2Bc", oauth_callback="x%22"',
  )
  expect(authorizationHeader(parameters)).toBe('OAuth oauth_token="a%2Fb%2Bc", oauth_callback="x%22"')
})

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString()

test("an RSA-SHA1 signature verifies with the public key, even if the private key is on one line", () => {
  for (const client of [key, key.replaceAll("\n", "\\n")]) {
    const signed = Buffer.from(signature("RSA-SHA1", request, { client, token: "unused" }), "base64")
    expect(verify("RSA-SHA1", Buffer.from(baseString(request)), publicKey, signed)).toBe(true)
  }
})

const characters = Array.from("aZ09-._~ %+&=;,:/?#[]@!$'()*\"<>\\^`{|}\t\n\u0000üé漢🌻\u202eß")
const texts = fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 })
// There are few names, so that many occur twice.
const names = fc.oneof(fc.constantFrom("a", "a b", "ü", "a!"), texts)
const lists = fc.array(fc.tuple(names, texts), { maxLength: 12 })
const paths = fc.string({ unit: fc.constantFrom(..."aZ09-._~/%20".split("")), maxLength: 10 })
const requests = fc.record({
  method: fc.constantFrom("GET", "POST", "PUT", "delete"),
  address: fc
    .tuple(fc.constantFrom("http://example.com", "https://localhost:8443", "http://[::1]:81"), paths)
    .map(([origin, path]) => baseAddress(new URL(`/x${path}`, origin))),
  query: lists,
  body: lists,
  secrets: fc.record({ client: texts, token: texts }),
})

/** Both implementations must return the same signature. The fixed seed generates the same requests in each run. */
function expectSame(
  signatureMethod: SignatureMethod,
  otherSignature: (request: Request) => string,
  { numRuns = 2_000 } = {},
): void {
  const agree = (request: Request) => ownSignature(signatureMethod, request) === otherSignature(request)
  fc.assert(fc.property(requests, agree), { numRuns, seed: 5849 })
}

type Request = {
  method: string
  address: string
  query: [string, string][]
  body: [string, string][]
  secrets: { client: string; token: string }
}

function ownSignature(signatureMethod: SignatureMethod, { method, address, query, body, secrets }: Request) {
  const url = new URL(address)
  url.search = query.map((pair) => pair.map(encode).join("=")).join("&")
  const client = signatureMethod === "RSA-SHA1" ? key : secrets.client
  return signature(signatureMethod, { method, url, parameters: body }, { ...secrets, client })
}

/** Query and body in the form that the other implementations expect. */
function allParameters({ query, body }: Request): Record<string, string[]> {
  const all = new Map<string, string[]>()
  for (const [name, value] of [...query, ...body]) all.set(name, [...(all.get(name) ?? []), value])
  return Object.fromEntries(all)
}

for (const method of ["HMAC-SHA1", "HMAC-SHA256", "PLAINTEXT"] as const) {
  test(`${method} signatures match oauth-sign`, () => {
    expectSame(method, (request) => {
      const { client, token } = request.secrets
      return oauthSign.sign(method, request.method, request.address, allParameters(request), client, token)
    })
  })

  test(`${method} signatures match oauth-1.0a`, () => {
    const digest = method.replace(/^HMAC-|PLAINTEXT/, "")
    expectSame(method, (request) =>
      new OAuth({
        consumer: { key: "unused", secret: request.secrets.client },
        signature_method: method,
        hash_function: (base, secret) =>
          digest ? createHmac(digest, secret).update(base).digest("base64") : secret,
      }).getSignature(
        { method: request.method, url: request.address, data: allParameters(request) },
        request.secrets.token,
        {} as OAuth.Data,
      ),
    )
  })
}

test("RSA-SHA1 signatures match oauth-sign", () => {
  expectSame(
    "RSA-SHA1",
    (request) => oauthSign.sign("RSA-SHA1", request.method, request.address, allParameters(request), key),
    { numRuns: 100 },
  )
})
