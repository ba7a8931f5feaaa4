// Hints for the owner, shown in development only. Delete this file when you no longer need them.

import { messages } from "@/messages"

export async function NextSteps() {
  const texts = (await messages()).dashboard.next
  return (
    <section aria-labelledby="next" className="mt-14">
      <h2 id="next" className="font-serif text-2xl font-bold">
        {texts.title}
      </h2>
      <p className="mt-1 text-muted">{texts.lead}</p>
      <ul className="mt-6 grid gap-px overflow-hidden rounded-card border border-line bg-line sm:grid-cols-2 lg:grid-cols-3">
        {texts.steps.map((step) => (
          <li key={step.file} className="bg-surface px-6 py-5">
            <p className="font-medium">{step.title}</p>
            <code className="font-mono text-sm text-muted">{step.file}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}
