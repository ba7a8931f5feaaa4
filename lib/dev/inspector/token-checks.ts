// What is checked of the answer with the tokens, in the engine's order.
import { type Check, explained, parameter, reached, type Seen } from "./check"

const openid = "OpenID Connect Core 3.1.3.7"

export const ofToken1: Check[] = [
  reached,
  {
    says: "The provider took the verifier and the signature",
    section: "RFC 5849 section 2.3",
    fails: /^token_refused/,
    expected: "token credentials",
    got: explained,
  },
  {
    says: "The answer is a form with a token and its secret",
    section: "RFC 5849 section 2.3",
    fails: /^token_invalid/,
  },
]

/** Not ours to check: the provider holds it against the challenge of part 1, and its refusal says no more. */
export const ofTokenRequest: Check[] = [
  {
    says: "PKCE: the verifier went along, for the provider to check",
    section: "RFC 7636 section 4.5",
    fails: /^(?!)/,
    when: ({ own }) => parameter(own, "code_verifier") !== undefined,
  },
]

const taken: Check = {
  says: "The provider took the code and the client authentication",
  section: "RFC 6749 section 5.2",
  fails: /^token_refused/,
  expected: "tokens",
  got: explained,
  fix: "Most often a wrong client secret, or a callback address that differs from the registered one.",
}

export const ofToken2: Check[] = [
  reached,
  taken,
  {
    says: "The answer has an access token and a type that we know",
    section: "RFC 6749 section 5.1",
    fails: /^token_invalid/,
  },
]

const idToken = (cause: string) => new RegExp(`^id_token_invalid .*(${cause})`)

/** A claim of the ID token, unsigned as the report shows it. */
function claim({ own }: Seen, name: string): unknown {
  return Object(Object(Object(own.body).id_token).claims)[name]
}

export const ofTokenOidc: Check[] = [
  reached,
  {
    says: "The ID token, if there is one, can be read",
    section: "RFC 7519 section 7.2",
    fails: idToken("Invalid JWT|Only JWTs|JWTs must|JWT Claims Set|the (decoded )?payload"),
    expected: "a JWT of three parts",
    got: "something else",
  },
  taken,
  {
    says: "The answer has an access token and an ID token",
    section: "OpenID Connect Core 3.1.3.3",
    fails: /^(token_invalid|id_token_invalid ("response"|.*(content-type|getReader|parse "response")))/,
    expected: "access_token, token_type and id_token",
    got: "an answer without one of them",
    fix: "A provider that gives no ID token is no OpenID provider: the scope openid must be asked for, and allowed to the client.",
  },
  {
    says: "alg: the signature is of a kind that the issuer announces and we allow",
    section: openid,
    fails: idToken('"alg" header parameter|"crit"|JWT (Header|Payload)'),
    expected: "an algorithm of id_token_signing_alg_values_supported, never none",
    got: "another one",
  },
  {
    says: "exp, nbf: the ID token is valid now",
    section: openid,
    fails: idToken('JWT "(exp|iat|nbf)" \\([^)]*\\) claim (value|type)'),
    expected: "a time to come for exp, give or take 30 seconds",
    got: "another one",
    fix: "See whether the clocks agree, here and at the provider.",
  },
  {
    says: "iss, sub, aud, exp, iat and nonce are there",
    section: openid,
    fails: idToken('claim missing|JWT "(iss|aud)" \\([^)]*\\) claim type'),
  },
  { says: "iss: it is the issuer’s", section: openid, fails: idToken('JWT "iss" .* claim value') },
  { says: "aud: it is for this client", section: openid, fails: idToken('JWT "aud" .* claim value') },
  {
    says: "azp: among several audiences, it was issued to this client",
    section: openid,
    fails: idToken('"azp"|additional untrusted audiences'),
    when: (seen) => claim(seen, "azp") !== undefined || Array.isArray(claim(seen, "aud")),
  },
  {
    says: "sub is a text, auth_time a number, and the token’s type is known",
    section: openid,
    fails: idToken('JWT "sub" .* claim type|ID Token "auth_time"|token_type'),
    when: () => false,
  },
  {
    says: "auth_time: the visitor signed in there no longer ago than was asked for",
    section: openid,
    fails: idToken("too much time"),
    when: ({ asked }) => parameter(asked, "max_age") !== undefined,
  },
  {
    says: "nonce: it was issued for this attempt",
    section: openid,
    fails: idToken('"nonce" .*value'),
    expected: "the nonce that part 1 sent",
    got: "another one",
    fix: "A token of another sign-in was sent, by mistake or by an attacker; or a proxy between repeats old answers.",
  },
  {
    says: "The signature is by a key of the issuer",
    section: "RFC 7515 section 5.2",
    fails: idToken(
      "signature verification|no applicable key|multiple matching|Parameter value not allowed|verification failed",
    ),
    expected: "a signature that a key of the issuer’s key set verifies",
    got: "one that none verifies",
    fix: "Compare the token’s kid with the key set (jwks_uri). A provider behind a proxy may announce another’s keys.",
  },
  {
    says: "acr: the visitor signed in in a way that was asked for",
    section: openid,
    fails: idToken("acr is none of"),
    when: ({ asked }) => parameter(asked, "acr_values") !== undefined,
  },
]
