// The drawing on the landing page: six columns, one for each step of a sign-in.

import { messages } from "@/messages"

const columns = [0, 200, 400, 600, 800, 1000]
const triglyphs = Array.from({ length: 11 }, (_, index) => 100 + index * 100)

/** The six steps of a sign-in, each under its column. */
export async function Portico() {
  const texts = (await messages()).landing.flow
  return (
    <section aria-labelledby="flow">
      <Drawing />
      <div className="pt-10 text-center lg:pt-6">
        <h2 id="flow" className="font-serif text-3xl font-bold tracking-tight lg:sr-only">
          {texts.title}
        </h2>
        <p className="mt-1 text-muted lg:sr-only">{texts.lead}</p>
      </div>
      <ol className="mt-8 grid gap-x-10 gap-y-7 sm:grid-cols-2 lg:mt-0 lg:grid-cols-6 lg:gap-x-0">
        {texts.steps.map((step, index) => (
          <li key={step.title} className="flex gap-4 lg:block lg:px-3 lg:text-center">
            <span
              aria-hidden="true"
              className="w-5 shrink-0 font-serif text-xl/7 text-muted lg:block lg:w-auto"
            >
              {index + 1}
            </span>
            <div>
              <h3 className="font-serif text-xl/7 font-bold">{step.title}</h3>
              <p className="mt-1 text-sm/6 text-muted">{step.text}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Drawing() {
  return (
    <svg
      viewBox="0 0 1200 500"
      aria-hidden="true"
      className="block w-full fill-stone stroke-ink/60 stroke-[1.25]"
    >
      {/* The hall behind, and the door with its light. */}
      <path className="fill-shade stroke-none" d="M100 214h1000v236H100z" />
      <path d="M552 256h96v194h-96z" />
      <path className="fill-glow" d="M562 267h76v183h-76z" />
      <path className="fill-door stroke-none" d="m562 267 27 13v170h-27z" />
      <path className="fill-glow stroke-none" d="M580 366a3.5 3.5 0 1 1 0 .1z" />

      {/* Gable and beam. */}
      <path d="M22 148 600 10l578 138z" />
      <path className="fill-shade" d="M112 138 600 24l488 114z" />
      <circle cx="600" cy="92" r="29" />
      <circle cx="600" cy="92" r="24" className="stroke-ink/30" />
      <path
        className="fill-accent stroke-none"
        d="M600 78a10 10 0 0 1 5 18.700l3.5 12.300h-17l3.5-12.300a10 10 0 0 1 5-18.700z"
      />
      <path d="M22 148h1156v12H22zM38 160h1124v30H38zM50 190h1100v24H50zM50 206h1100" />
      {triglyphs.map((x) => (
        <path
          key={x}
          className="stroke-ink/45 max-sm:hidden"
          d={`M${x - 9} 160v30m6-30v30m6-30v30m6-30v30`}
        />
      ))}

      {columns.map((x) => (
        <g key={x} transform={`translate(${x})`}>
          <path d="M76 231q0 74-5 206h58q-5-132-5-206z" />
          <path className="fill-shade/70 stroke-none" d="M107 231h17q0 74 5 206h-20q-2-132-2-206z" />
          <path
            className="fill-none stroke-ink/30 max-sm:hidden"
            d="M84 231q0 74-3 206m11-206q0 74-1 206m9-206v206m8-206q0 74 1 206m7-206q0 74 3 206"
          />
          <path d="M62 214h76v8H62zM66 222h68q-2 8-10 9H76q-8-1-10-9z" />
          <path d="M64 444h72v6H64zM68 437h64a3.5 3.5 0 0 1 0 7H68a3.5 3.5 0 0 1 0-7z" />
        </g>
      ))}

      {/* Steps, and the light that falls on them. */}
      <path d="M44 450h1112v14H44zM26 464h1148v15H26zM4 479h1192v17H4z" />
      <path className="fill-glow/45 stroke-none" d="M562 450.600h76l13 12.800H549z" />
      <path className="fill-glow/30 stroke-none" d="M549 464.600h102l13 13.800H536z" />
      <path className="fill-glow/15 stroke-none" d="M536 479.600h128l14 15.800H522z" />
    </svg>
  )
}
