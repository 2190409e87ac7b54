import { readFileSync } from "node:fs"
import { homedir } from "node:os"
import path from "node:path"

type Variables = Readonly<Record<string, string>>

/** What the emulators of a home say of where they are, for as long as they run. */
const ofEmulators = (home: string): Variables | undefined => {
  try {
    const said: unknown = JSON.parse(readFileSync(path.join(home, "aws", "env.json"), "utf8"))
    return said !== null && typeof said === "object"
      ? Object.fromEntries(
        Object.entries(said).filter((entry): entry is [string, string] => typeof entry[1] === "string")
      )
      : undefined
  } catch {
    return undefined
  }
}

/** An instance in an account and one on emulators are never mixed: the first is named by LUMI_TABLE, the second by its home. */
export const variables = (env: Variables): Variables => {
  if (env["LUMI_TABLE"] !== undefined) return env
  const emulated = ofEmulators(path.resolve(env["LUMI_HOME"] || path.join(homedir(), ".lumi")))
  if (emulated === undefined) return env
  const rest = Object.entries(env).filter(([name]) => !name.startsWith("AWS_"))
  return { ...Object.fromEntries(rest), ...emulated }
}

/** Makes a process find the instance: clients of AWS read their endpoint and their credentials from the environment. */
export const adopt = (env: Variables): Variables => {
  const chosen = variables(env)
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name]
  Object.assign(process.env, chosen)
  return chosen
}
