import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client
} from "@aws-sdk/client-s3"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { randomUUID } from "node:crypto"
import { credentials, region } from "../emulators/Credentials.ts"
import { testS3 } from "../testing/S3.ts"

const clientOf = (secretAccessKey: string = credentials.secretAccessKey) =>
  Effect.acquireRelease(
    Effect.map(testS3, (endpoint) =>
      new S3Client({
        endpoint,
        region,
        credentials: { ...credentials, secretAccessKey },
        forcePathStyle: true,
        maxAttempts: 1
      })),
    (s3) => Effect.sync(() => s3.destroy())
  )

const bucket = Effect.gen(function*() {
  const s3 = yield* clientOf()
  const Bucket = `site-${randomUUID()}`
  yield* Effect.promise(() => s3.send(new CreateBucketCommand({ Bucket })))
  return { s3, Bucket }
})

/** How a request was refused. */
const refusal = (request: () => Promise<unknown>) =>
  Effect.promise(() => request().then(() => "accepted", (error: Error) => error.name))

describe("S3 (emulator behind the signature gate)", () => {
  it.live("keeps what the SDK puts there, whatever its name", () =>
    Effect.gen(function*() {
      const { Bucket, s3 } = yield* bucket
      yield* Effect.promise(async () => {
        const Key = "assets/ä (1) + 'x'!*~.js"
        const Body = 'export const text = "💚"'
        const CacheControl = "public, max-age=31536000, immutable"
        await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: "text/javascript", CacheControl }))
        const object = await s3.send(new GetObjectCommand({ Bucket, Key }))
        assert.strictEqual(await object.Body?.transformToString(), Body)
        assert.deepStrictEqual([object.ContentType, object.CacheControl], ["text/javascript", CacheControl])
        const head = await s3.send(new HeadObjectCommand({ Bucket, Key }))
        assert.strictEqual(head.ContentLength, Buffer.byteLength(Body))
        const part = await s3.send(new GetObjectCommand({ Bucket, Key, Range: "bytes=0-5" }))
        assert.strictEqual(await part.Body?.transformToString(), "export")
        await s3.send(new PutObjectCommand({ Bucket, Key: "index.html", Body: Buffer.alloc(3_000_000, 1) }))
        const listed = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "assets/" }))
        assert.deepStrictEqual(listed.Contents?.map(({ Key }) => Key), [Key])
      })
      assert.strictEqual(
        yield* refusal(() => s3.send(new GetObjectCommand({ Bucket, Key: "missing" }))),
        "NoSuchKey"
      )
    }))

  it.live("gives nothing to a wrong secret, and nothing to nobody", () =>
    Effect.gen(function*() {
      const { Bucket } = yield* bucket
      const stranger = yield* clientOf("another")
      const put = new PutObjectCommand({ Bucket, Key: "index.html", Body: "mine" })
      assert.strictEqual(yield* refusal(() => stranger.send(put)), "SignatureDoesNotMatch")
      const endpoint = yield* testS3
      const anonymous = yield* Effect.promise(() => fetch(`${endpoint}/${Bucket}/index.html`))
      assert.strictEqual(anonymous.status, 403)
      assert.include(yield* Effect.promise(() => anonymous.text()), "<Code>AccessDenied</Code>")
    }))

  it.live("takes no other body than the one that was signed", () =>
    Effect.gen(function*() {
      const { Bucket, s3 } = yield* bucket
      s3.middlewareStack.add((next) => (args) => {
        const { request } = args as { readonly request: { body: unknown } }
        request.body = "evil"
        return next(args)
      }, { step: "finalizeRequest", priority: "low", name: "tamper" })
      const put = new PutObjectCommand({ Bucket, Key: "index.html", Body: "good" })
      assert.strictEqual(yield* refusal(() => s3.send(put)), "XAmzContentSHA256Mismatch")
    }))

  it.live("opens to a presigned URL what that names, for a method and a time", () =>
    Effect.gen(function*() {
      const { Bucket, s3 } = yield* bucket
      yield* Effect.promise(async () => {
        await s3.send(new PutObjectCommand({ Bucket, Key: "a.txt", Body: "a" }))
        await s3.send(new PutObjectCommand({ Bucket, Key: "b.txt", Body: "b" }))
      })
      const address = `${yield* testS3}/${Bucket}/a.txt`
      const presigned = yield* Effect.promise(() => presign(s3, address))
      const status = (url: string, method = "GET") =>
        Effect.promise(() => fetch(url, { method }).then((answer) => answer.status))
      assert.strictEqual(yield* status(presigned), 200)
      assert.strictEqual(yield* status(presigned.replace("a.txt", "b.txt")), 403)
      assert.strictEqual(yield* status(presigned, "DELETE"), 403)
      assert.strictEqual(yield* status(presigned.replace("X-Amz-Expires=60", "X-Amz-Expires=600")), 403)
      const past = yield* Effect.promise(() => presign(s3, address, new Date(Date.now() - 120_000)))
      assert.strictEqual(yield* status(past), 403)
    }))
})

/** The part of the SDK's signer that its type does not tell of. */
interface Presigner {
  readonly presign: (
    request: object,
    options: { readonly expiresIn: number; readonly signingDate: Date }
  ) => Promise<{ readonly query: Record<string, string> }>
}

const canPresign = (signer: object): signer is Presigner => "presign" in signer

/** A GET for a minute, signed by the SDK's own code. */
const presign = async (s3: S3Client, address: string, signingDate = new Date()): Promise<string> => {
  const signer = await s3.config.signer({ name: "sigv4", signingName: "s3", signingRegion: region, properties: {} })
  if (!canPresign(signer)) throw new Error("this SDK presigns in another way")
  const { host, hostname, pathname, port } = new URL(address)
  const headers = { host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" }
  const request = { method: "GET", protocol: "http:", hostname, port: Number(port), path: pathname, query: {}, headers }
  const { query } = await signer.presign(request, { expiresIn: 60, signingDate })
  return `${address}?${new URLSearchParams(query)}`
}
