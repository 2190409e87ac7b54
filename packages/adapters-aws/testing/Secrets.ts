import { ConfigProvider, Effect, Layer } from "effect"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { clientsOf } from "../emulators/Credentials.ts"
import { SecretsManager } from "../emulators/SecretsManager.ts"

/** Secrets Manager of one's own, and clients that ask it. */
export const testVault = Layer.unwrap(
  Effect.map(SecretsManager, ({ endpoint }) => clientsOf({ secrets: endpoint }))
).pipe(Layer.provideMerge(SecretsManager.layer()))

/** The environment of a function whose secrets have this name. */
export const secretsId = (id: string) => ConfigProvider.layer(ConfigProvider.fromUnknown({ LUMI_SECRETS_ID: id }))

/** A folder that goes when its scope closes. */
export const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => fs.mkdtempSync(path.join(os.tmpdir(), "lumi-secrets-"))),
  (folder) => Effect.sync(() => fs.rmSync(folder, { recursive: true, force: true }))
)
