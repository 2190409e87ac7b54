import { Clock, Effect } from "effect"
import { createHash } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { promisify } from "node:util"
import zlib from "node:zlib"

/** What a file can be sent as. */
export type Encoding = "br" | "gzip" | "identity"

/** One file of a build, read and packed at its first use and kept: a build is small. */
export interface File {
  readonly type: string
  readonly etag: Effect.Effect<string>
  readonly as: Readonly<Record<Encoding, Effect.Effect<Uint8Array>>>
  readonly packable: boolean
}

/** What a browser is told that a file is, by the end of its name. */
export const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2"
}

/** For how long a file may be kept without asking: assets have the hash of their contents in their name. */
export const cacheControl = (url: string): string =>
  url.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"

const brotli = promisify(zlib.brotliCompress)
const gzip = promisify(zlib.gzip)

/** Uninterruptible: whoever asks first may leave, the others wait for the same work. */
const once = <A>(work: () => Promise<A>) => Effect.cached(Effect.uninterruptible(Effect.promise(work)))

const file = Effect.fnUntraced(function*(name: string) {
  const bytes = yield* once(() => fs.promises.readFile(name))
  const pack = (with_: (bytes: Uint8Array) => Promise<Uint8Array>) =>
    Effect.cached(Effect.uninterruptible(Effect.flatMap(bytes, (bytes) => Effect.promise(() => with_(bytes)))))
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 9 }
  const type = types[path.extname(name)] ?? "application/octet-stream"
  const made: File = {
    type,
    packable: /^text|json|javascript|svg/.test(type),
    etag: Effect.map(bytes, (bytes) => `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 16)}"`),
    as: {
      br: yield* pack((bytes) => brotli(bytes, { params })),
      gzip: yield* pack((bytes) => gzip(bytes, { level: 9 })),
      identity: bytes
    }
  }
  return made
})

/** Regular files only: neither links nor what begins with a dot is ever served. */
const list = (directory: string): ReadonlyArray<readonly [url: string, name: string]> =>
  fs.existsSync(directory)
    ? fs.readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((name) => [`/${path.relative(directory, name).split(path.sep).join("/")}`, name] as const)
      .filter(([url]) => !url.includes("/."))
    : []

const stamp = (directory: string) => fs.statSync(path.join(directory, "index.html"), { throwIfNoEntry: false })?.mtimeMs

/**
 * The files of a build by their path, looked up by the whole of it: no path that is asked for is ever opened. Assets of
 * the build before stay, for pages that were opened before an upgrade. A new build is seen within a second.
 */
export const make = Effect.fnUntraced(function*(directory: string) {
  const scan = Effect.fnUntraced(function*() {
    const before = list(`${directory}-previous`).filter(([url]) => url.startsWith("/assets/"))
    const files = new Map<string, File>()
    for (const [url, name] of [...before, ...list(directory)]) files.set(url, yield* file(name))
    return files
  })
  let known = { at: yield* Clock.currentTimeMillis, stamp: stamp(directory), files: yield* scan() }

  return Effect.fnUntraced(function*(url: string) {
    const now = yield* Clock.currentTimeMillis
    if (now - known.at > 1000) {
      known = { ...known, at: now }
      const latest = stamp(directory)
      if (latest !== known.stamp) known = { at: now, stamp: latest, files: yield* scan() }
    }
    return known.files.get(url)
  })
})
