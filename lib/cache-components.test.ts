import { expect, test } from "@playwright/test"
import { cacheComponentsProblems } from "./cache-components"
import { problemText } from "./problem"

const problems = (value?: string, built?: string) => cacheComponentsProblems(value, built).map(problemText)

test("CACHE_COMPONENTS is on or off", () => {
  for (const value of ["on", "off"]) expect(problems(value)).toEqual([])
  expect(problems("yes", "off")).toEqual(["CACHE_COMPONENTS is yes. Set it to on, or remove it."])
})

test("an app is started with the CACHE_COMPONENTS that it was built with", () => {
  for (const value of ["on", "off"]) expect(problems(value, value)).toEqual([])
  expect(problems("off", "on")).toEqual([
    "CACHE_COMPONENTS is off, but the app was built with on. Build and start with the same value.",
  ])
  expect(problems("on", "off")).toHaveLength(1)
})
