import type { Field } from "./fields"

const style = "min-h-11 w-full rounded-control border border-edge bg-surface px-3 aria-invalid:border-clay"

/** A field with its label, problem and hint. */
export function KeptInput({
  id,
  field,
  problem,
  optional,
  kept,
}: {
  id: string
  field: Field
  problem: string | undefined
  optional: string
  kept: string | undefined
}) {
  const { name, label, type = "text", value, isRequired, isOptional } = field
  const isSecret = type === "secret" || type === "key"
  const hint = isSecret ? (kept ?? field.hint) : field.hint
  const notes = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(" ")
  const shared = {
    id,
    name,
    required: isRequired,
    "aria-invalid": problem ? true : undefined,
    "aria-describedby": notes || undefined,
  } as const
  const texts = (
    <>
      {problem && (
        <p id={`${id}-problem`} className="text-sm/6 font-medium text-clay">
          {problem}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-sm/6 wrap-anywhere text-muted">
          {hint}
        </p>
      )}
    </>
  )
  if (type === "checkbox")
    return (
      <div>
        <label className="flex min-h-11 items-center gap-3">
          {/* The key: React resets a form after its action, and gives only new elements another default. */}
          <input
            key={value}
            {...shared}
            type="checkbox"
            defaultChecked={value === "on"}
            className="size-5 shrink-0 accent-accent"
          />
          {label}
        </label>
        {texts}
      </div>
    )
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {isOptional && <span className="font-normal text-muted"> {optional}</span>}
      </label>
      <Control field={field} shared={shared} />
      {texts}
    </div>
  )
}

function Control({
  field: { type = "text", value, options, placeholder, maxLength },
  shared,
}: {
  field: Field
  shared: { id: string; name: string; required: boolean | undefined }
}) {
  const text = { ...shared, placeholder, maxLength, spellCheck: false }
  if (options)
    return (
      <select key={value} {...shared} defaultValue={value} className={`${style} px-2`}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    )
  if (type === "key")
    return (
      <textarea
        {...text}
        rows={3}
        autoComplete="off"
        className={`${style} py-2.5 font-mono text-sm placeholder:text-muted`}
      />
    )
  if (type === "secret")
    return <input {...text} type="password" autoComplete="new-password" className={style} />
  return (
    <input
      {...text}
      type={type}
      defaultValue={value}
      autoComplete="off"
      className={`${style} placeholder:text-muted`}
    />
  )
}
