// What a provider sends back to the callback, and what it says about itself.
import { expect, test } from "../support/fixtures"
import { codeOf } from "../support/flow"
import { type Lie, refuseEach } from "../support/invalid-responses"

test.use({ cast: "hostile" })

const answers: Lie[] = [
  {
    title: "a visitor who declines",
    code: "access_denied",
    status: 403,
    behaviour: { answer: error("access_denied") },
  },
  {
    title: "an error in place of a code",
    tag: "@fail-open",
    code: "provider_refused",
    behaviour: { answer: error("server_error") },
  },
  {
    title: "no code",
    tag: "@malformed",
    code: "answer_invalid",
    status: 400,
    behaviour: { answer: (it) => it.delete("code") },
  },
  {
    title: "an empty code",
    tag: "@malformed",
    code: "answer_invalid",
    status: 400,
    behaviour: { answer: (it) => it.set("code", "") },
  },
  {
    title: "two codes",
    tag: "@malformed",
    code: "answer_invalid",
    status: 400,
    behaviour: { answer: (it) => it.append("code", "another") },
  },
  {
    title: "another issuer in the answer",
    tag: "@mix-up",
    code: "issuer_mismatch",
    status: 400,
    behaviour: { answer: (it) => it.set("iss", "https://attacker.example") },
  },
  {
    title: "no issuer although it was announced",
    tag: ["@stripped-check", "@mix-up"],
    code: "issuer_mismatch",
    status: 400,
    behaviour: { answer: (it) => it.delete("iss") },
  },
  {
    title: "another issuer, by GitHub",
    tag: "@mix-up",
    provider: "github",
    code: "issuer_mismatch",
    status: 400,
    behaviour: { answer: (it) => it.set("iss", "https://attacker.example") },
  },
]

refuseEach(answers, (lie) => `${lie} ends the sign-in`)

test(
  "a provider whose discovery names another issuer is not asked",
  { tag: "@mix-up" },
  async ({ visitor }) => {
    const answer = await visitor.post("/api/auth/signin/google")
    expect({ code: codeOf(answer), status: answer.status }).toEqual({
      code: "provider_misconfigured",
      status: 502,
    })
  },
)

function error(code: string) {
  return (answer: URLSearchParams) => {
    answer.delete("code")
    answer.set("error", code)
    answer.set("error_description", "<b>words of the provider</b>")
  }
}
