/** Codes of Node for a certificate that no known authority signed: a company's own, a host's own, or a proxy's that inspects TLS. */
const unknownAuthority =
  /^(UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE)|(DEPTH_ZERO_SELF|SELF)_SIGNED_CERT(_IN_CHAIN)?|CERT_UNTRUSTED)$/

/**
 * What to do where a server's certificate is by an authority that Node does not know.
 *
 * @returns undefined for another error
 */
export function certificateHint(error: unknown): string | undefined {
  let found = error
  for (let depth = 0; found instanceof Error && depth < 5; depth++) {
    if ("code" in found && unknownAuthority.test(String(found.code)))
      return `Node does not know the authority that signed the certificate (${String(found.code)}): set NODE_EXTRA_CA_CERTS to the file of the authority's certificate where the app is started.`
    found = found.cause
  }
  return undefined
}
