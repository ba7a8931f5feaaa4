/**
 * The nonce of this document's content security policy. Takes the place of the package `get-nonce` (next.config.mjs), with which
 * Radix marks the `<style>` that keeps the page from scrolling behind a dialog.
 *
 * Read from the document, because a page that is reached by client-side navigation keeps the policy of the first one. Browsers
 * give the value to scripts that run, and hide it from selectors and in the HTML.
 */
export function getNonce(): string | undefined {
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce
}
