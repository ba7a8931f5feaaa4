// Behind a proxy that removes the path.
import { test } from "./fixtures"
import { testFlows } from "./flows"

test.use({ strips: true })

testFlows()
