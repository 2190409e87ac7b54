// Puts the built web app into its bucket: node infra/site.ts BUCKET
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3"
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"

/** What the edge has to know of pages; the build of the workers writes it, so that it is what their own server does. */
export interface Site {
  /** of every page; `{broker}` is where pages keep a connection */
  readonly headers: Readonly<Record<string, string>>
  /** by the end of a file's name */
  readonly types: Readonly<Record<string, string>>
  /** for how long a file may be kept: the first beginning of its address that fits decides */
  readonly cacheControl: ReadonlyArray<readonly [begins: string, value: string]>
}

/** One file as the bucket keeps it. */
export interface SiteObject {
  readonly key: string
  readonly file: string
  readonly type: string
  readonly cacheControl: string
}

const workspace = path.resolve(import.meta.dirname, "../../..")

/** Where the builds of this workspace are. */
export const builds = {
  web: path.join(workspace, "packages/web/dist"),
  functions: path.join(workspace, "packages/workers/dist/lambda")
}

export const readSite = (bundles = builds.functions): Site =>
  JSON.parse(readFileSync(path.join(bundles, "site.json"), "utf8")) as Site

/** The headers of pages whose broker is at an address, for an edge that is reached by TLS or, on one machine, without. */
export const headersOf = (
  { headers }: Site,
  { broker, secure }: { readonly broker: string; readonly secure: boolean }
) =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => secure || name !== "strict-transport-security")
      .map(([name, value]) => [name, value.replaceAll("{broker}", broker)])
  )

/** Files before the pages that name them, the worker that fetches them all last: nobody sees a page whose parts are missing. */
const order = (key: string): number =>
  key.startsWith("assets/") ? 0 : key === "sw.js" ? 3 : key.endsWith(".html") ? 2 : 1

/** Every file of a build, in the order in which they are uploaded. What begins with a dot is none of the web app's. */
export const objectsOf = (site: Site, directory: string): ReadonlyArray<SiteObject> =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ file, key: path.relative(directory, file).split(path.sep).join("/") }))
    .filter(({ key }) => !`/${key}`.includes("/."))
    .map(({ file, key }) => ({
      key,
      file,
      type: site.types[path.extname(file)] ?? "application/octet-stream",
      cacheControl: site.cacheControl.find(([begins]) => `/${key}`.startsWith(begins))?.[1] ?? "no-cache"
    }))
    .toSorted((a, b) => order(a.key) - order(b.key))

/** Uploads a build. Files of earlier ones stay: pages that are open still ask for them. Gives how many there are. */
export const upload = async (s3: S3Client, bucket: string, site: Site, directory: string): Promise<number> => {
  const objects = objectsOf(site, directory)
  for (const { cacheControl, file, key, type } of objects) {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: readFileSync(file),
        ContentType: type,
        CacheControl: cacheControl
      })
    )
  }
  return objects.length
}

if (import.meta.main) {
  const bucket = process.argv[2]
  if (bucket === undefined) {
    console.error("Say into which bucket: node infra/site.ts BUCKET")
    process.exitCode = 2
  } else {
    const count = await upload(new S3Client({}), bucket, readSite(), builds.web)
    console.log(`${count} files are in ${bucket}. Pages are asked for anew each time: nothing has to be invalidated.`)
  }
}
