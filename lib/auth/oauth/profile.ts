// What we believe of a provider's profile: decided here, once, for every provider.
import { AuthError } from "../errors"
import type { ProfilePaths } from "../providers/types"

/** A person, as a provider vouches for them. */
export type Profile = {
  /** The provider's own id, as text. Together with the provider it is the identity. */
  id: string
  name: string | null
  email: string | null
  /** True only if the provider itself said so. */
  emailVerified: boolean
  image: string | null
}

/**
 * Reads a person out of a provider's answer.
 *
 * @param answer userinfo or ID token claims, of any shape
 * @throws AuthError profile_invalid when there is no usable id
 */
export function readProfile(answer: unknown, paths: ProfilePaths): Profile {
  const email = address(find(answer, paths.email))
  return {
    id: identifier(find(answer, paths.id)),
    name: text(find(answer, paths.name), 200),
    email,
    emailVerified: email !== null && isVerified(answer, paths),
    image: picture(find(answer, paths.image)),
  }
}

/**
 * Walks outside data along a path (`ProfilePaths`).
 *
 * @returns what lies there; undefined where the path ends early
 */
export function find(answer: unknown, path: string | undefined): unknown {
  for (const alternative of path?.match(/(?:\{[^{}]*\}|[^|])+/g) ?? []) {
    const found = alternative.includes("{")
      ? fillTemplate(alternative, answer)
      : alternative.match(/\[[^\]]*\]|[^.[\]]+/g)?.reduce(descend, answer)
    if (found !== undefined && found !== null && found !== "") return found
  }
  return undefined
}

/**
 * Puts what lies at each path in the place of `{path}`.
 *
 * @returns undefined where a piece is missing, but for texts that are only pieces: a name may lack one of them
 */
export function fillTemplate(text: string, answer: unknown): string | undefined {
  const isComplete = [...text.matchAll(/\{([^{}]*)\}/g)].every(([, path]) => piece(answer, path) !== "")
  if (!isComplete && /[^\s]/.test(text.replaceAll(/\{[^{}]*\}/g, ""))) return undefined
  return text.replaceAll(/\{([^{}]*)\}/g, (_, path: string) => piece(answer, path)).trim()
}

function piece(answer: unknown, path: string | undefined): string {
  const found = find(answer, path)
  return typeof found === "string" || typeof found === "number" ? String(found) : ""
}

function isVerified(
  answer: unknown,
  { emailVerified, verifiedValues = [], emailVerifiedAt }: ProfilePaths,
): boolean {
  const said = find(answer, emailVerified)
  const at = find(answer, emailVerifiedAt)
  const isTime = typeof at === "string" && /^\d{4}-\d\d-\d\d/.test(at)
  return said === true || verifiedValues.some((value) => value === said) || isTime
}

/** One step of a path: a name, an index, or `[name=value]` for the first entry of a list that has it. */
function descend(value: unknown, step: string): unknown {
  if (typeof value !== "object" || value === null) return undefined
  const [, name, wanted] = step.match(/^\[(.+)=(.*)\]$/) ?? []
  if (name !== undefined && Array.isArray(value))
    return value.find((entry: unknown) => String(descend(entry, name)) === wanted)
  return Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined
}

/** "0", "", null and what we cannot keep exactly name nobody, or two people could become one. */
function identifier(value: unknown): string {
  const id = Number.isSafeInteger(value) ? String(value) : text(value, 255)
  if (!id || id === "0" || (typeof value === "string" && id !== value))
    throw new AuthError("profile_invalid", { cause: "the provider gave no usable id" })
  return id
}

function text(value: unknown, length: number): string | null {
  if (typeof value !== "string") return null
  // PostgreSQL's text holds no NUL, and a lone half of a surrogate pair is no character.
  return value.replaceAll("\0", "").trim().slice(0, length).toWellFormed() || null
}

function address(value: unknown): string | null {
  const email = text(value, 320)
  // Unicode has three of each sign, and who normalizes the address later must find no other one in it.
  const isSound = [email, email?.normalize("NFKC")].every((form) =>
    /^[^\s@,"<>]+@[^\s@,"<>]+$/.test(form ?? ""),
  )
  return isSound ? email : null
}

function picture(value: unknown): string | null {
  const url = text(value, 2_000)
  return url && /^https?:\/\//.test(url) && URL.canParse(url) ? url : null
}
