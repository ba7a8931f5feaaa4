// Asks for a page as the router in a browser does: for its server components alone.
import type { Answer, Visitor } from "./visitor"

/** Next sends a request without the hash of its own headers in the query to the address that has it. */
export async function getComponents(
  visitor: Visitor,
  path: string,
  more: Record<string, string> = {},
): Promise<Answer> {
  const headers = { rsc: "1", ...more }
  const answer = await visitor.get(path, { headers })
  const isSentOn = answer.status === 307 && new URL(answer.location).searchParams.has("_rsc")
  return isSentOn ? visitor.get(answer.location, { headers }) : answer
}
