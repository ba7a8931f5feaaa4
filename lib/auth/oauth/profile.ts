// Reads a profile from raw data, with the same validation for all providers.
import { asciiDomain, isPlainAddress } from "../../email-address"
import type { Client } from "../clients"
import { AuthError } from "../errors"
import type { ProfilePaths } from "../providers/types"
import { isExactText, maxIdLength } from "../shape"

/** Validated data of a user from a provider. */
export type Profile = {
  /** The issuer's own id, as text. Together with provider and issuer it identifies the account. */
  id: string
  /** The id under which an earlier version of the app may have stored the account. */
  formerId?: string
  name: string | null
  /** Exactly as it came; null for an address that would have to change. */
  email: string | null
  /** True only if the provider itself says so. */
  emailVerified: boolean
  image: string | null
}

/**
 * Reads a profile out of a raw profile.
 *
 * @param raw userinfo or ID token claims, of any shape
 * @throws AuthError profile_invalid if there is no usable id
 */
export function readProfile(raw: unknown, paths: ProfilePaths): Profile {
  const email = emailAddress(readPath(raw, paths.email))
  const formerId = usableId(readPath(raw, paths.formerId))
  return {
    id: readId(raw, paths.id),
    ...(formerId !== null && { formerId }),
    name: text(readPath(raw, paths.name), 200),
    email,
    emailVerified: email !== null && isFlagged(raw, paths) && mayVouch(raw, paths, email),
    image: imageUrl(readPath(raw, paths.image)),
  }
}

/** The profile, with an address that counts as verified only if the client may vouch for its domain. */
export function vouchedProfile({ vouchesFor }: Client, profile: Profile): Profile {
  const { email, emailVerified } = profile
  if (!vouchesFor || email === null || !emailVerified) return profile
  const domain = asciiDomain(email.slice(email.lastIndexOf("@") + 1))
  return { ...profile, emailVerified: domain !== null && vouchesFor.includes(domain) }
}

/**
 * Reads outside data along a path (`ProfilePaths`).
 *
 * @returns the value at the path; undefined if there is none
 */
export function readPath(raw: unknown, path: string | undefined): unknown {
  for (const alternative of alternatives(path)) {
    const found = alternative.includes("{")
      ? fillTemplate(alternative, raw)
      : alternative.match(/\[[^\]]*\]|[^.[\]]+/g)?.reduce(descend, raw)
    if (found !== undefined && found !== null && found !== "") return found
  }
  return undefined
}

/** @returns the preferred alternative of a path: `name` of `name|login` */
export function firstAlternative(path: string | undefined): string | undefined {
  return alternatives(path)[0]
}

/** Separated by "|", except within braces. */
function alternatives(path: string | undefined): readonly string[] {
  return path?.match(/(?:\{[^{}]*\}|[^|])+/g) ?? []
}

/**
 * Replaces each `{path}` in a text by the value at that path.
 *
 * @returns undefined if a value is missing; in a text that consists of placeholders only, some values may be missing, not all
 */
export function fillTemplate(template: string, raw: unknown): string | undefined {
  const isComplete = [...template.matchAll(/\{([^{}]*)\}/g)].every(([, path]) => textAt(raw, path) !== "")
  if (!isComplete && /[^\s]/.test(template.replaceAll(/\{[^{}]*\}/g, ""))) return undefined
  const filled = template.replaceAll(/\{([^{}]*)\}/g, (_, path: string) => textAt(raw, path))
  return filled.trim() === "" ? undefined : filled
}

function textAt(raw: unknown, path: string | undefined): string {
  const found = readPath(raw, path)
  return typeof found === "string" || Number.isSafeInteger(found) ? String(found) : ""
}

/** Whether the provider says that the address is verified. */
function isFlagged(
  raw: unknown,
  { emailVerified, verifiedValues = [], emailVerifiedAt }: ProfilePaths,
): boolean {
  const flag = readPath(raw, emailVerified)
  const time = readPath(raw, emailVerifiedAt)
  const isTime = typeof time === "string" && /^\d{4}-\d\d-\d\d/.test(time)
  return flag === true || verifiedValues.some((value) => value === flag) || isTime
}

/** Whether the provider's word counts for the domain of the address. */
function mayVouch(raw: unknown, { verifiedDomains, hostedDomain }: ProfilePaths, email: string): boolean {
  const domain = email.slice(email.indexOf("@") + 1).toLowerCase()
  return !verifiedDomains || verifiedDomains.includes(domain) || textAt(raw, hostedDomain) !== ""
}

/** One step of a path: a name, an index, or `[name=value]` for the first entry of a list that has this value. */
function descend(value: unknown, step: string): unknown {
  if (typeof value !== "object" || value === null) return undefined
  const [, name, wanted] = step.match(/^\[(.+)=(.*)\]$/) ?? []
  if (name !== undefined && Array.isArray(value))
    return value.find((entry: unknown) => String(descend(entry, name)) === wanted)
  return Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined
}

/** Each value in an id that is composed of several, such as `{team}-{sub}`, must be usable as an id. */
function readId(raw: unknown, path: string): string {
  const used = alternatives(path).find((alternative) => readPath(raw, alternative) !== undefined) ?? ""
  const values = [used, ...[...used.matchAll(/\{([^{}]*)\}/g)].map(([, part]) => part)]
  const [id, ...parts] = values.map((value) => usableId(readPath(raw, value)))
  if (!id || parts.includes(null))
    throw new AuthError("profile_invalid", {
      cause: "the provider sent no usable id",
      details: { check: "profile_id" },
    })
  return id
}

/** @returns null for ids that are empty, zero or not exactly representable: two users could collide */
function usableId(value: unknown): string | null {
  const id = Number.isSafeInteger(value) ? String(value) : value
  return isAccountId(id) ? id : null
}

/** Whether a text can be the id of an account. */
export function isAccountId(id: unknown): id is string {
  return isExactText(id, maxIdLength) && id === id.trim() && id !== "0"
}

/** Without what would change the texts around it on a page, in a log or in an email: line breaks, controls and marks of direction. */
function text(value: unknown, length: number): string | null {
  if (typeof value !== "string") return null
  // PostgreSQL's text cannot store NUL, and an unpaired surrogate is not a character.
  const cleaned = value.replaceAll(/\s+/g, " ").replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, "")
  const short = cleaned.trim().slice(0, length).toWellFormed()
  return invisible.test(short) ? null : short
}

/** Nothing, or only characters without a shape. */
const invisible = /^[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]*$/u

/** An address is never repaired: `vic\0tim@corp.example` without its NUL would be another user's verified address. */
function emailAddress(value: unknown): string | null {
  return typeof value === "string" && isPlainAddress(value) ? value : null
}

function imageUrl(value: unknown): string | null {
  const url = text(value, 2_000)
  return url && url === value && /^https?:\/\//.test(url) && URL.canParse(url) ? url : null
}
