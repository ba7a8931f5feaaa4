declare module "oauth-sign" {
  type Parameters = Record<string, string | string[]>

  /** @param secret for RSA-SHA1 the private key */
  export function sign(
    signatureMethod: string,
    method: string,
    address: string,
    parameters: Parameters,
    secret: string,
    tokenSecret?: string,
  ): string
}
