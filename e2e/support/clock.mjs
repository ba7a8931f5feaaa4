// Preloaded into an app under test (node --import): shifts its clock by TEST_CLOCK_MINUTES.
const shift = Number(process.env["TEST_CLOCK_MINUTES"]) * 60_000
const { now } = Date
const RealDate = Date

Date.now = () => now() + shift
globalThis.Date = new Proxy(RealDate, {
  construct: (target, parts, proxy) =>
    Reflect.construct(target, parts.length > 0 ? parts : [Date.now()], proxy),
})
