// Broken checks of connections.

const client = "lib/auth/connections/client.ts"
const input = "lib/auth/connections/input.ts"
const manage = "lib/auth/connections/manage.ts"
const onlyWay = "lib/auth/connections/only-way.ts"
const clientTest = "lib/auth/connections/client.test.ts"
const inputTest = "lib/auth/connections/input.test.ts"
const managementSpec = "e2e/connections/management.spec.ts"
const attacksSpec = "e2e/connections/attacks.spec.ts"

/** @type {readonly import("./mutant.mjs").Mutant[]} */
export const connections = [
  {
    attack: "ssrf",
    rule: "no host of a connection is named, so none may be private",
    file: client,
    at: "hosts: «[]»",
    broken: "client.hosts",
    test: clientTest,
  },
  {
    attack: "ssrf",
    rule: "a deployed app makes no exception for this machine at a connection",
    file: client,
    at: "loopback: «!isDeployed()» &&",
    broken: "true",
    test: clientTest,
  },
  {
    attack: "ssrf",
    rule: "a connection's exception for this machine is for plain http only",
    file: client,
    at: 'return «protocol === "http:"» && isLoopback',
    broken: "true",
    test: clientTest,
  },
  {
    attack: "ssrf",
    rule: "a literal private address is rejected as a connection's",
    file: input,
    at: "(isIP(literal) && «isPrivate(literal)»)",
    broken: "false",
    test: inputTest,
  },
  {
    attack: "ssrf",
    rule: "the name of this machine is rejected as a connection's in a deployed app",
    file: input,
    at: "return «isLoopback(hostname)» || (isIP",
    broken: "false",
    test: inputTest,
  },
  {
    attack: "ssrf",
    rule: "plain http is rejected as a connection's address",
    file: input,
    at: 'if («protocol !== "https:"») return',
    broken: "false",
    test: inputTest,
  },
  {
    attack: "ssrf",
    rule: "the names of a stranger's hosts are resolved without Node's shared threads",
    file: "lib/auth/http/provider-request.ts",
    at: "policy.isStranger ?? «policy.hosts.length === 0»",
    broken: "false",
    test: "lib/auth/http/resolver.test.ts",
  },
  {
    attack: "leak",
    rule: "a placeholder in a connection's values is rejected",
    file: input,
    at: "!(isFilled && «/[{}]/.test(text)»)",
    broken: "false",
    test: inputTest,
  },
  {
    attack: "leak",
    rule: "a connection's stored secret goes to no other address",
    file: manage,
    at: "|| «addressText(values) === addressText(stored)»",
    broken: "true",
    test: managementSpec,
    like: "an empty secret",
  },
  {
    attack: "idor",
    rule: "only an administrator manages the connections of others",
    file: "lib/auth/connections/owned.ts",
    at: 'return «role === "ADMIN"» ?',
    broken: "true",
    test: managementSpec,
    like: "neither reads nor changes",
  },
  {
    attack: "sealed-purpose",
    rule: "the credentials of a connection open in its own row only",
    file: "lib/auth/connections/credentials.ts",
    at: "if («!isCredentialsOf(opened, id)»)",
    broken: "opened === null",
    test: clientTest,
  },
  {
    attack: "pre-hijack",
    rule: "a connection vouches for its proved domains only",
    file: "lib/auth/oauth/profile.ts",
    at: "emailVerified: «domain !== null && vouchesFor.includes(domain)»",
    broken: "true",
    test: clientTest,
  },
  {
    attack: "pre-hijack",
    rule: "a domain is proved by its own TXT record",
    file: "lib/auth/connections/domains.ts",
    at: "if («!values.includes(recordValue(found.token))»)",
    broken: "values.length === 0",
    test: managementSpec,
    like: "by its own record",
  },
  {
    attack: "fail-open",
    rule: "the domains of a connection that is the only way are refused elsewhere",
    file: onlyWay,
    at: "if («!connection») return",
    broken: "true",
    test: attacksSpec,
    like: "the only way",
  },
  {
    attack: "fail-open",
    rule: "an older account passes only to link the connection's",
    file: onlyWay,
    at: "if («pending?.providerId === connection») return",
    broken: "true",
    test: attacksSpec,
    like: "linked before",
  },
]
