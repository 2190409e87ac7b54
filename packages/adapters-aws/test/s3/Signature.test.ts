import { assert, describe, it } from "@effect/vitest"
import { type Asked, Denied, verify } from "../../emulators/s3/Signature.ts"

/** The key pair, the bucket and the day of the examples in the documentation of S3. */
const secretOf = (accessKey: string) =>
  accessKey === "AKIAIOSFODNN7EXAMPLE" ? "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" : undefined
const host = "examplebucket.s3.amazonaws.com"
const midnight = Date.UTC(2013, 4, 24)
const scope = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request"
const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

const signedBy = (names: string, signature: string) =>
  `AWS4-HMAC-SHA256 Credential=${scope},SignedHeaders=${names},Signature=${signature}`

const common = { host, "x-amz-content-sha256": empty, "x-amz-date": "20130524T000000Z" }

const examples: Readonly<Record<string, Asked>> = {
  "GET Object": {
    method: "GET",
    path: "/test.txt",
    query: [],
    headers: {
      ...common,
      range: "bytes=0-9",
      authorization: signedBy(
        "host;range;x-amz-content-sha256;x-amz-date",
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
      )
    }
  },
  "PUT Object": {
    method: "PUT",
    path: "/test%24file.text",
    query: [],
    headers: {
      ...common,
      date: "Fri, 24 May 2013 00:00:00 GMT",
      "x-amz-content-sha256": "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
      "x-amz-storage-class": "REDUCED_REDUNDANCY",
      authorization: signedBy(
        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
      )
    }
  },
  "GET Bucket Lifecycle": {
    method: "GET",
    path: "/",
    query: [["lifecycle", ""]],
    headers: {
      ...common,
      authorization: signedBy(
        "host;x-amz-content-sha256;x-amz-date",
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
      )
    }
  },
  "GET Bucket (List Objects)": {
    method: "GET",
    path: "/",
    query: [["max-keys", "2"], ["prefix", "J"]],
    headers: {
      ...common,
      authorization: signedBy(
        "host;x-amz-content-sha256;x-amz-date",
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
      )
    }
  },
  "a presigned URL": {
    method: "GET",
    path: "/test.txt",
    query: [
      ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
      ["X-Amz-Credential", scope],
      ["X-Amz-Date", "20130524T000000Z"],
      ["X-Amz-Expires", "86400"],
      ["X-Amz-SignedHeaders", "host"],
      ["X-Amz-Signature", "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"]
    ],
    headers: { host }
  }
}

/** The code of the refusal, or that there was none. */
const verdict = (asked: Asked, now = midnight + 60_000): string => {
  try {
    verify(asked, secretOf, now)
    return "accepted"
  } catch (error) {
    if (error instanceof Denied) return error.code
    throw error
  }
}

const change = (asked: Asked, name: string, value: string): Asked => ({
  ...asked,
  headers: { ...asked.headers, [name]: value },
  query: asked.query.map((pair) => pair[0] === name ? [name, value] : pair)
})

describe("version 4 of AWS's signatures", () => {
  for (const [name, asked] of Object.entries(examples)) {
    it(`fits the published example ${name}`, () => {
      assert.strictEqual(verdict(asked), "accepted")
    })

    it(`fits nothing but the example ${name}`, () => {
      const others: ReadonlyArray<Asked> = [
        { ...asked, method: "DELETE" },
        { ...asked, path: "/other.txt" },
        { ...asked, query: [...asked.query, ["more", "1"]] },
        change(asked, "host", "otherbucket.s3.amazonaws.com")
      ]
      for (const other of others) assert.strictEqual(verdict(other), "SignatureDoesNotMatch")
    })
  }

  const url = examples["a presigned URL"]!
  const get = examples["GET Object"]!

  it("is refused when one digit is another", () => {
    const flipped = "beeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    assert.strictEqual(verdict(change(url, "X-Amz-Signature", flipped)), "SignatureDoesNotMatch")
    assert.strictEqual(verdict(change(url, "X-Amz-Signature", "short")), "SignatureDoesNotMatch")
  })

  it("is good for its time only", () => {
    assert.strictEqual(verdict(url, midnight + 86_400_000), "accepted")
    assert.strictEqual(verdict(url, midnight + 86_400_001), "AccessDenied")
    assert.strictEqual(verdict(url, midnight - 16 * 60_000), "AccessDenied")
    assert.strictEqual(verdict(change(url, "X-Amz-Expires", "604801")), "AuthorizationQueryParametersError")
    assert.strictEqual(verdict(change(url, "X-Amz-Expires", "86401")), "SignatureDoesNotMatch")
    for (const now of [midnight - 16 * 60_000, midnight + 16 * 60_000]) {
      assert.strictEqual(verdict(get, now), "RequestTimeTooSkewed")
    }
  })

  it("is wanted of everybody, by a key that exists", () => {
    const { authorization: _, ...anonymous } = get.headers
    assert.strictEqual(verdict({ ...get, headers: anonymous }), "AccessDenied")
    const other = get.headers["authorization"]!.replace("AKIAIOSFODNN7EXAMPLE", "AKIAOTHER")
    assert.strictEqual(verdict(change(get, "authorization", other)), "InvalidAccessKeyId")
  })

  it("covers every header of AWS's", () => {
    assert.strictEqual(verdict(change(get, "x-amz-acl", "public-read")), "AccessDenied")
    assert.strictEqual(verdict(change(get, "range", "bytes=0-")), "SignatureDoesNotMatch")
  })
})
