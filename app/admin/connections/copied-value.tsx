import { CopyButton } from "@/components/copy-button"
import { messages } from "@/messages"

/** A text to copy. `label` names it for screen readers. */
export async function CopiedValue({ text, label }: { text: string; label: string }) {
  const { connections: texts } = await messages()
  return (
    <span className="flex items-center gap-3">
      <code className="min-w-0 grow rounded-control bg-sunken px-3 py-1.5 font-mono text-sm/6 wrap-anywhere">
        {text}
      </code>
      <CopyButton text={text} label={label} texts={{ copy: texts.copy, copied: texts.copied }} />
    </span>
  )
}
