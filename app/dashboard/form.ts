/** A field of a form that anybody may have sent; a missing one and a file are empty. */
export function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === "string" ? value : ""
}
