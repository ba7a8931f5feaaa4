import { expect, test } from "@playwright/test"
import { documentAddress, isDid, isHandle, readName, serverOrigin } from "./names"

const deployed = { loopback: false }
const local = { loopback: true }

test("a visitor's text is a handle, a DID or a server's address", () => {
  expect(readName(" @Alice.BSKY.social ", deployed)).toEqual({ type: "handle", handle: "alice.bsky.social" })
  const did = "did:plc:z72i7hdynmk6r22z27h6tvur"
  expect(readName(did, deployed)).toEqual({ type: "did", did })
  expect(readName("https://PDS.example.com/", deployed)).toEqual({
    type: "server",
    origin: "https://pds.example.com",
  })
})

test("a text that only looks like a name is none", { tag: "@malformed" }, () => {
  const texts = [
    ...["alice.bs\u212ay.social", "\uff41lice.example.com", "bücher.example.com", "alice\u200b.bsky.social"],
    ...["alice.bsky.social.", "@@alice.bsky.social", "alice@bsky.social", "at://alice.bsky.social"],
    ...[
      "192.168.0.1",
      "0x7f.1",
      "[::1]",
      "2130706433",
      "printer.local",
      `${"a".repeat(60)}.`.repeat(5) + "com",
    ],
    ...["did:web:example.com:user:alice", "did:web:example.com%2Fuser", "did:web:example.com#pds", "", "@"],
  ]
  expect(texts.filter((text) => readName(text, deployed) !== undefined)).toEqual([])
})

test("a handle has the syntax of the specification, and no reserved top-level domain", () => {
  const valid =
    "jay.bsky.social 8.cn a.co xn--ls8h.social name.t--t xn--fiqa61au8b7zsevnm8ak20mc4a87e.xn--fiqs8s"
  expect(valid.split(" ").filter((handle) => !isHandle(handle, deployed))).toEqual([])
  const invalid =
    "jo@hn.test 💩.test john..test xn--bcher-.tld john.0 cn.8 www.masełkowski.pl.com org name.org. .a.co -a.co a-.co a_b.co A.co"
  expect(invalid.split(" ").filter((handle) => isHandle(handle, local))).toEqual([])
  const reserved = "a.onion laptop.local blah.arpa a.alt a.internal a.invalid a.example a.localhost"
  expect(reserved.split(" ").filter((handle) => isHandle(handle, local))).toEqual([])
  expect(isHandle("alice.test", deployed)).toBe(false)
  expect(isHandle("alice.test", local)).toBe(true)
  expect(isHandle(`${"a.".repeat(126)}co`, deployed)).toBe(false)
})

test("only the two DID methods of the protocol are accepted, and a port only on this machine", () => {
  const invalid = [
    ...["did:plc:short", "did:plc:Z72i7hdynmk6r22z27h6tvur", "did:plc:z72i7hdynmk6r22z27h6tvur/", "did:web:"],
    ...[
      "did:web:a.com:b",
      "did:web:a.com%2Fb",
      "did:web:127.0.0.1",
      "did:web:localhost",
      "did:key:z6Mk",
      "DID:web:a.com",
    ],
  ]
  expect(invalid.filter((did) => isDid(did, local))).toEqual([])
  expect(isDid(undefined, local)).toBe(false)
  expect(isDid("did:web:a.com", deployed)).toBe(true)
  expect(isDid("did:web:localhost%3A3000", local)).toBe(true)
  expect(isDid("did:web:localhost%3A3000", deployed)).toBe(false)
})

test("a DID's document is in the directory, or at its own host", () => {
  const did = "did:plc:z72i7hdynmk6r22z27h6tvur"
  expect(documentAddress(did, "https://plc.directory/")).toBe(`https://plc.directory/${did}`)
  expect(documentAddress("did:web:a.com", "https://plc.directory")).toBe("https://a.com/.well-known/did.json")
  expect(documentAddress("did:web:localhost%3A3000", "")).toBe("http://localhost:3000/.well-known/did.json")
})

test(
  "a server's address is https and an origin; plain http is for this machine in development",
  { tag: "@ssrf" },
  () => {
    expect(serverOrigin("https://pds.example.com:8443", deployed)).toBe("https://pds.example.com:8443")
    expect(serverOrigin("http://localhost:2583", local)).toBe("http://localhost:2583")
    const invalid = [
      ...[
        "http://pds.example.com",
        "https://a.com/path",
        "https://a.com?x",
        "https://a.com/#x",
        "https://u:p@a.com",
      ],
      ...["ftp://a.com", "a.com", "", null, {}],
    ]
    expect(invalid.filter((address) => serverOrigin(address, local) !== undefined)).toEqual([])
    expect(serverOrigin("http://localhost:2583", deployed)).toBeUndefined()
  },
)
