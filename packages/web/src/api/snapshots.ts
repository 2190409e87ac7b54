/** What pages showed last, kept in the browser, so that the next visit starts with it. One store for all of it. */
const name = "lumi"
const version = 1
const store = "snapshots"

const done = <A>(request: IDBRequest<A>): Promise<A> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result))
    request.addEventListener("error", () => reject(request.error))
  })

let database: Promise<IDBDatabase> | undefined

const opened = (): Promise<IDBDatabase> =>
  database ??= (() => {
    const request = indexedDB.open(name, version)
    request.addEventListener("upgradeneeded", () => {
      // An older shape is not worth keeping: the server has it all.
      for (const old of request.result.objectStoreNames) request.result.deleteObjectStore(old)
      request.result.createObjectStore(store)
    })
    return done(request).then((db) => {
      // Another tab wants to upgrade or delete it: let go.
      db.addEventListener("versionchange", () => {
        db.close()
        database = undefined
      })
      return db
    })
  })()

const within = async <A>(
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => IDBRequest<A>
): Promise<A | undefined> => {
  try {
    return await done(use((await opened()).transaction(store, mode).objectStore(store)))
  } catch {
    // Storage can be forbidden or full; then every visit starts with the server.
    return undefined
  }
}

/** What was kept under a key, or undefined. */
export const get = (key: string): Promise<unknown> => within("readonly", (store) => store.get(key))

/** Keeps a value as JSON would hold it. */
export const put = (key: string, value: unknown): Promise<unknown> =>
  within("readwrite", (store) => store.put(value, key))

/** Forgets everything: somebody signed out, or the couple parted. */
export const clear = (): Promise<unknown> => within("readwrite", (store) => store.clear())
