/** Reads a text field of a submitted form. A missing field or a file counts as empty: the form is untrusted input. */
export function textField(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === "string" ? value : ""
}
