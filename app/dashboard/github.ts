// An example of a provider's API asked for the signed-in user. Delete it with repositories.tsx, or ask what you need.
import { getAccessToken } from "@/lib/auth"

export type Repository = {
  url: string
  name: string
  description: string | null
  language: string | null
  isPrivate: boolean
}

export type Repositories =
  | { status: "ok"; repositories: Repository[] }
  /** GitHub takes our token no more: the user must sign in with it again. */
  | { status: "consent_needed" }
  | { status: "unavailable" }
  | { status: "not_linked" }

const shown = 6

/** The signed-in user's repositories at GitHub, those pushed to last first. */
export async function repositories(): Promise<Repositories> {
  const token = await getAccessToken("github")
  if (token.status === "signed_out") return { status: "not_linked" }
  if (token.status !== "ok") return { status: token.status }
  try {
    const answer = await fetch(`${apiAddress()}/user/repos?sort=pushed&per_page=${shown}`, {
      headers: { accept: "application/vnd.github+json", authorization: `Bearer ${token.accessToken}` },
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(5_000),
    })
    if (answer.status === 401) return { status: "consent_needed" }
    if (!answer.ok) return { status: "unavailable" }
    return { status: "ok", repositories: read(await answer.json()) }
  } catch {
    return { status: "unavailable" }
  }
}

/** GitHub Enterprise Server, and the local GitHub, have it below their own address. */
function apiAddress(): string {
  const issuer = process.env["AUTH_GITHUB_ISSUER"]?.trim().replace(/\/$/, "")
  return issuer && issuer !== "https://github.com" ? `${issuer}/api/v3` : "https://api.github.com"
}

function read(answer: unknown): Repository[] {
  if (!Array.isArray(answer)) return []
  return answer.flatMap((entry: unknown) => {
    const {
      html_url: url,
      name,
      description,
      language,
      private: isPrivate,
    }: Record<string, unknown> = Object(entry)
    if (typeof url !== "string" || !/^https?:/.test(url) || typeof name !== "string") return []
    return [
      { url, name, description: text(description), language: text(language), isPrivate: isPrivate === true },
    ]
  })
}

function text(value: unknown): string | null {
  return typeof value === "string" && value ? value : null
}
