import type * as oauth from "oauth4webapi"
import { variable } from "../client-registration"
import type { Client } from "../clients"
import { fapiAlgorithms, isFapiAlgorithm } from "../crypto/algorithms"
import { fault, ok, warn, type Check } from "./check"

/** Whether the issuer offers what DPoP and the FAPI 2.0 Security Profile need of it. A client without them has no such checks. */
export function checkStrictness({ provider }: Client, announced: oauth.AuthorizationServer): Check[] {
  return [
    ...(provider.dpop ? [checkDpop(variable(provider.id, "dpop"), announced)] : []),
    ...(provider.securityProfile === "fapi2" ? [checkFapi2(announced)] : []),
  ]
}

function checkDpop(
  name: string,
  { dpop_signing_alg_values_supported: algorithms }: oauth.AuthorizationServer,
): Check {
  if (!algorithms)
    return warn(
      "dpop",
      "the metadata does not announce DPoP",
      `If sign-ins end in token_invalid, the provider has none: remove ${name}.`,
    )
  return algorithms.includes("ES256")
    ? ok("dpop", "proofs by ES256 are accepted")
    : fault("dpop", `proofs by ${algorithms.join(", ")} are accepted, not by ES256`, `Remove ${name}.`)
}

function checkFapi2(announced: oauth.AuthorizationServer): Check {
  const { id_token_signing_alg_values_supported: algorithms = [] } = announced
  const methods = announced.token_endpoint_auth_methods_supported
  const missing = [
    ...(announced.pushed_authorization_request_endpoint ? [] : ["pushed requests"]),
    ...(announced.authorization_response_iss_parameter_supported ? [] : ["iss in responses"]),
    ...(methods && !methods.includes("private_key_jwt") ? ["private_key_jwt"] : []),
    ...(algorithms.some(isFapiAlgorithm) ? [] : [`ID tokens signed by ${fapiAlgorithms.join(", ")}`]),
  ]
  return missing.length === 0
    ? ok("fapi2", "the issuer announces everything that the profile needs")
    : fault(
        "fapi2",
        `the metadata does not announce ${missing.join(", ")}`,
        "Ask for the issuer of its FAPI 2.0 service: vendors often have one of its own.",
      )
}
