// Authorization responses, and the issuer in the discovery document.
import { expect, test } from "../support/fixtures"
import { errorCode } from "../support/flow"
import { testInvalidResponses, type InvalidResponse } from "../support/invalid-responses"

test.use({ providerSet: "hostile" })

const authorizationResponses: InvalidResponse[] = [
  {
    title: "access_denied",
    code: "access_denied",
    status: 403,
    behaviour: { authorizationResponse: error("access_denied") },
  },
  {
    title: "an error in place of a code",
    tag: "@fail-open",
    code: "provider_refused",
    behaviour: { authorizationResponse: error("server_error") },
  },
  {
    title: "login_required",
    code: "interaction_required",
    status: 409,
    behaviour: { authorizationResponse: error("login_required") },
  },
  {
    title: "no code",
    tag: "@malformed",
    code: "answer_invalid",
    status: 400,
    behaviour: { authorizationResponse: (it) => it.delete("code") },
  },
  {
    title: "an empty code",
    tag: "@malformed",
    code: "answer_invalid",
    status: 400,
    behaviour: { authorizationResponse: (it) => it.set("code", "") },
  },
  {
    title: "two codes",
    tag: "@malformed",
    code: "answer_invalid",
    status: 400,
    behaviour: { authorizationResponse: (it) => it.append("code", "another") },
  },
  {
    title: "another issuer",
    tag: "@mix-up",
    code: "issuer_mismatch",
    status: 400,
    behaviour: { authorizationResponse: (it) => it.set("iss", "https://attacker.example") },
  },
  {
    title: "no issuer although the provider supports iss",
    tag: ["@stripped-check", "@mix-up"],
    code: "issuer_mismatch",
    status: 400,
    behaviour: { authorizationResponse: (it) => it.delete("iss") },
  },
  {
    title: "another issuer for GitHub",
    tag: "@mix-up",
    providerId: "github",
    code: "issuer_mismatch",
    status: 400,
    behaviour: { authorizationResponse: (it) => it.set("iss", "https://attacker.example") },
  },
]

testInvalidResponses(authorizationResponses, (title) => `an authorization response with ${title} is rejected`)

test(
  "a provider whose discovery document names another issuer gets no authorization request",
  { tag: "@mix-up" },
  async ({ visitor }) => {
    const response = await visitor.post("/api/auth/signin/google")
    expect({ code: errorCode(response), status: response.status }).toEqual({
      code: "provider_misconfigured",
      status: 502,
    })
  },
)

function error(code: string) {
  return (response: URLSearchParams) => {
    response.delete("code")
    response.set("error", code)
    response.set("error_description", "<b>words of the provider</b>")
  }
}
