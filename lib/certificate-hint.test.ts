import { expect, test } from "@playwright/test"
import { certificateHint } from "./certificate-hint"

const coded = (code: string) => Object.assign(new Error(code), { code })

for (const code of [
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
])
  test(`${code} has a hint that names NODE_EXTRA_CA_CERTS`, () => {
    expect(certificateHint(new Error("no usable response", { cause: coded(code) }))).toContain(
      "NODE_EXTRA_CA_CERTS",
    )
  })

for (const error of [coded("CERT_HAS_EXPIRED"), coded("ERR_TLS_CERT_ALTNAME_INVALID"), new Error("x"), "x"])
  test(`${String(error)} has no hint, since another authority would not help`, () => {
    expect(certificateHint(error)).toBeUndefined()
  })
