import { expect, test } from "@playwright/test"
import { decide } from "./addresses"

type Facts = Parameters<typeof decide>[0]

const old = "old@corp.example"
const next = "new@corp.example"
const verified = (email: string) => ({ email, emailVerified: true })
const unverified = (email: string | null) => ({ email, emailVerified: false })

/** The user has a verified address from the only account, which gives the same again. */
const unchanged: Facts = {
  given: old,
  now: verified(old),
  user: verified(old),
  isVouchedElsewhere: false,
  isFree: true,
}

const compared = { emailVerified: true, givenEmail: null }
const notVerified = { emailVerified: false, givenEmail: null }
const again = { emailVerified: null, givenEmail: null }

const cases: [title: string, facts: Partial<Facts>, decision: ReturnType<typeof decide>][] = [
  ["the same address changes nothing", {}, { account: compared }],
  [
    "an address that the provider verified since becomes verified",
    { user: unverified(old) },
    { event: "email_verified", user: verified(old), account: compared },
  ],
  [
    "an address that another user has verified does not become verified, and is compared again",
    { user: unverified(old), isFree: false },
    { account: again },
  ],
  [
    "an address for which the provider does not vouch stays unverified",
    { now: unverified(old), user: unverified(old) },
    { account: notVerified },
  ],
  [
    "a verified address stays verified where the provider leaves its flag out",
    { now: unverified(old) },
    { account: notVerified },
  ],
  [
    "a new verified address is taken over",
    { now: verified(next) },
    { event: "email_changed", user: verified(next), account: compared },
  ],
  [
    "a new verified address takes the place of an unverified one",
    { now: verified(next), user: unverified(old) },
    { event: "email_changed", user: verified(next), account: compared },
  ],
  [
    "a new address that another user has verified is not taken over, and the old one is no longer verified",
    { now: verified(next), isFree: false },
    {
      event: "email_unverified",
      user: unverified(old),
      account: { emailVerified: null, givenEmail: old },
    },
  ],
  [
    "a new unverified address is not taken over, and the old one is no longer verified",
    { now: unverified(next) },
    {
      event: "email_unverified",
      user: unverified(old),
      account: { emailVerified: false, givenEmail: old },
    },
  ],
  [
    "without any address the old one is no longer verified",
    { now: unverified(null) },
    {
      event: "email_unverified",
      user: unverified(old),
      account: { emailVerified: false, givenEmail: old },
    },
  ],
  [
    "an unverified address stays while the new one is unverified too",
    { now: unverified(next), user: unverified(old) },
    { account: { emailVerified: false, givenEmail: old } },
  ],
  [
    "an address that was set otherwise stays",
    { given: "from-account@corp.example", now: verified(next) },
    { account: compared },
  ],
  [
    "an address that was removed stays removed",
    { now: verified(next), user: unverified(null) },
    { account: compared },
  ],
  [
    "an address that another account vouches for stays",
    { now: verified(next), isVouchedElsewhere: true },
    { account: compared },
  ],
  [
    "a user whose account gave no address gets its first verified one",
    { given: null, now: verified(next), user: unverified(null) },
    { event: "email_changed", user: verified(next), account: compared },
  ],
  [
    "a user whose account gave no address gets its first unverified one, as at a first sign-in",
    { given: null, now: unverified(next), user: unverified(null) },
    { event: "email_changed", user: unverified(next), account: notVerified },
  ],
  [
    "a first address that another user has verified stays unverified, and is compared again",
    { given: null, now: verified(next), user: unverified(null), isFree: false },
    { event: "email_changed", user: unverified(next), account: again },
  ],
  [
    "an account without an address changes nothing for a user without one",
    { given: null, now: unverified(null), user: unverified(null) },
    { account: notVerified },
  ],
]
for (const [title, facts, decision] of cases)
  test(title, { tag: ["@identity", "@pre-hijack"] }, () => {
    expect(decide({ ...unchanged, ...facts })).toEqual(decision)
  })
