const openid: Readonly<Record<string, string>> = {
  Core: "openid-connect-core-1_0.html",
  Discovery: "openid-connect-discovery-1_0.html",
}

/** A section of a standard, with a link: "RFC 6749 section 10.12", "OpenID Connect Core 3.1.3.7". */
export function Section({ name }: { name: string }) {
  const href = addressOf(name)
  return href ? (
    <a href={href} className="underline decoration-edge underline-offset-4 hover:decoration-current">
      {name}
    </a>
  ) : (
    name
  )
}

function addressOf(name: string): string | undefined {
  const [, rfc, section] = /^RFC (\d+) section ([\d.]+)$/.exec(name) ?? []
  if (rfc) return `https://www.rfc-editor.org/rfc/rfc${rfc}#section-${section}`
  const [, standard = "", part] = /^OpenID Connect (\w+) ([\d.]+)$/.exec(name) ?? []
  return openid[standard] && `https://openid.net/specs/${openid[standard]}#rfc.section.${part}`
}
