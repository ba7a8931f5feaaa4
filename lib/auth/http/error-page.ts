/**
 * A page that keeps the status of an error, and leads a browser on to the page of this site that explains it. A redirect could
 * not have that status.
 *
 * @param message for a browser that does not follow the header Refresh
 * @param explanation the page of this site that shows the error
 */
export function errorPage(
  message: string,
  explanation: URL,
  init: { status: number; headers?: HeadersInit | undefined },
): Response {
  const html = `<!doctype html>
<html>
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${escapeHtml(message)}</title>
  </head>
  <body>
    <main>
      <p role="alert">${escapeHtml(message)}</p>
      <p><a href="${escapeHtml(explanation.href)}">${escapeHtml(explanation.host)}</a></p>
    </main>
  </body>
</html>
`
  const headers = new Headers(init.headers)
  headers.set("content-type", "text/html; charset=utf-8")
  headers.set("content-security-policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'")
  headers.set("refresh", `0;url=${explanation.href}`)
  return new Response(html, { status: init.status, headers })
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
}
