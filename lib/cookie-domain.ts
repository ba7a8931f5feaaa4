// AUTH_COOKIE_DOMAIN: the domain whose subdomains share the session cookie.
import type { Problem } from "./problem"

/**
 * Every problem of the variable. A browser would ignore the cookie in most of these cases, and no visitor could sign in.
 *
 * @param url AUTH_URL; undefined if it is invalid, which is a problem of its own
 */
export function cookieDomainProblems(domain: string | undefined, url: URL | undefined): Problem[] {
  if (!domain) return []
  const problem = (text: string, fix: string): Problem[] => [
    { variable: "AUTH_COOKIE_DOMAIN", problem: text, fix },
  ]
  if (!isDomain(domain))
    return problem(
      `is not a domain with two labels or more: ${domain}.`,
      "Set it to a domain such as example.com: in lower case, as xn-- where it has other letters, without a dot before it.",
    )
  if (!url) return []
  if (url.protocol !== "https:")
    return problem("needs an AUTH_URL with https.", "Remove it here, or set AUTH_URL to an https address.")
  if (!isWithin(url.hostname, domain))
    return problem(
      `is ${domain}, which is neither the host of AUTH_URL nor a domain above it: ${url.hostname}.`,
      "Set it to a domain that the host of AUTH_URL ends with, or remove it: previews at other hosts have sessions of their own.",
    )
  return []
}

/** Whether a host is a domain or one of its subdomains: `notexample.com` is no subdomain of `example.com`. */
function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}

/** A top-level domain has one label. An IPv4 address ends in a number, and has no subdomains. */
function isDomain(text: string): boolean {
  return /^([a-z\d]([a-z\d-]*[a-z\d])?\.)+(?!\d+$)[a-z\d]([a-z\d-]*[a-z\d])?$/.test(text)
}
