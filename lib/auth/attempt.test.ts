import { expect, test } from "@playwright/test"
import { newAttempt } from "./attempt"

test("the state of a new attempt has only letters and digits", () => {
  for (let count = 0; count < 200; count++)
    expect(newAttempt({ client: "", returnTo: "/", intent: { type: "signIn" } }).state).toMatch(
      /^[A-Za-z0-9]{43}$/,
    )
})
