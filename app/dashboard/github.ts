// An example of calling a provider's API for the signed-in user. Delete it together with repositories.tsx, or adapt it.
import { getAccessToken, type AccessToken } from "@/lib/auth"

export type Repository = {
  url: string
  name: string
  description: string | null
  language: string | null
  isPrivate: boolean
}

export type Repositories =
  | { status: "ok"; repositories: Repository[] }
  /** GitHub no longer accepts the access token: the user must sign in with GitHub again. */
  | { status: "consent_needed" }
  | { status: "unavailable" }
  | { status: "not_linked" }

const maxShown = 6

/** The signed-in user's repositories on GitHub, most recently pushed first. */
export async function repositories(): Promise<Repositories> {
  const token = await getAccessToken("github")
  const read = await repositoriesWith(token)
  // GitHub ended the access token early.
  if (token.status === "ok" && read.status === "consent_needed")
    return repositoriesWith(await getAccessToken("github", { insteadOf: token.accessToken }))
  return read
}

async function repositoriesWith(token: AccessToken): Promise<Repositories> {
  if (token.status === "signed_out") return { status: "not_linked" }
  if (token.status !== "ok") return { status: token.status }
  try {
    const response = await fetch(`${apiUrl()}/user/repos?sort=pushed&per_page=${maxShown}`, {
      headers: { accept: "application/vnd.github+json", authorization: `Bearer ${token.accessToken}` },
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(5_000),
    })
    if (response.status === 401) return { status: "consent_needed" }
    if (!response.ok) return { status: "unavailable" }
    return { status: "ok", repositories: readRepositories(await response.json()) }
  } catch {
    return { status: "unavailable" }
  }
}

/** GitHub Enterprise Server and the emulated GitHub serve the API below their own origin, at /api/v3. */
function apiUrl(): string {
  const issuer = process.env["AUTH_GITHUB_ISSUER"]?.trim().replace(/\/$/, "")
  return issuer && issuer !== "https://github.com" ? `${issuer}/api/v3` : "https://api.github.com"
}

function readRepositories(body: unknown): Repository[] {
  if (!Array.isArray(body)) return []
  return body.flatMap((entry: unknown) => {
    const {
      html_url: url,
      name,
      description,
      language,
      private: isPrivate,
    }: Record<string, unknown> = Object(entry)
    if (typeof url !== "string" || !/^https?:/.test(url) || typeof name !== "string") return []
    return [
      {
        url,
        name,
        description: optionalText(description),
        language: optionalText(language),
        isPrivate: isPrivate === true,
      },
    ]
  })
}

function optionalText(value: unknown): string | null {
  return typeof value === "string" && value ? value : null
}
