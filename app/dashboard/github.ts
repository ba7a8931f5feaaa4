// An example of calling a provider's API for the signed-in user. Delete it together with repositories.tsx, or adapt it.
import { providerFetch, type ProviderResponse } from "@/lib/auth"

export type Repository = {
  url: string
  name: string
  description: string | null
  language: string | null
  isPrivate: boolean
}

export type Repositories =
  | {
      status: "ok"
      repositories: Repository[]
      /** Where the user may allow private repositories too; undefined if they are allowed. */
      privateUrl: string | undefined
    }
  /** GitHub no longer accepts the access token: the user must sign in with GitHub again. */
  | { status: "consent_needed" }
  | { status: "unavailable" }
  | { status: "not_linked" }

const maxShown = 6

/**
 * The signed-in user's repositories on GitHub, most recently pushed first: all where the user allowed it, else the public ones. A
 * sign-in does not ask for private repositories, because few visitors would agree to that at once.
 */
export async function repositories(): Promise<Repositories> {
  const all = await read({ scope: "repo", returnTo: "/dashboard" })
  if (all.status !== "scope_needed") return all
  const publicOnes = await read()
  if (publicOnes.status === "scope_needed") return { status: "consent_needed" }
  return publicOnes.status === "ok" ? { ...publicOnes, privateUrl: all.url } : publicOnes
}

type Options = { scope?: string; returnTo?: string }

type Read = Repositories | Extract<ProviderResponse, { status: "scope_needed" }>

async function read(options: Options = {}): Promise<Read> {
  const url = `${apiUrl()}/user/repos?sort=pushed&per_page=${maxShown}`
  const result = await providerFetch("github", url, {
    ...options,
    headers: { accept: "application/vnd.github+json" },
  })
  if (result.status === "signed_out") return { status: "not_linked" }
  if (result.status !== "ok") return result.status === "scope_needed" ? result : { status: result.status }
  const { response } = result
  if (response.status === 401) return { status: "consent_needed" }
  if (!response.ok) return { status: "unavailable" }
  const list = readRepositories(await response.json().catch(() => null))
  return { status: "ok", repositories: list, privateUrl: undefined }
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
