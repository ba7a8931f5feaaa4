/**
 * Reads a text field of a submitted form. A missing field, a file, and an argument that is no form count as empty: any client can call
 * a server action, with any argument.
 */
export function textField(form: unknown, name: string): string {
  const value = form instanceof FormData ? form.get(name) : null
  return typeof value === "string" ? value : ""
}
