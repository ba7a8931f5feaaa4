export const connectionsPath = "/admin/connections"

/** The page of a connection. The id may come from a form. */
export function pathOf(id: string): string {
  return `${connectionsPath}/${encodeURIComponent(id)}`
}
