import { Layer } from "effect"
import { Aws, type ServiceName } from "../src/Aws.ts"

/** The one account of the emulators: `S3Gate` refuses any other, the rest do not look. */
export const credentials = { accessKeyId: "lumi-emulator", secretAccessKey: "lumi-emulator-secret" } as const

export const region = "eu-central-1"

/** Clients that ask emulators, each service at its own endpoint. */
export const clientsOf = (endpoints: Partial<Record<ServiceName, string>>): Layer.Layer<Aws> =>
  Layer.succeed(
    Aws,
    Aws.of({
      configOf: (service) => {
        const endpoint = endpoints[service]
        // a client without an endpoint would ask AWS itself
        if (endpoint === undefined) throw new Error(`There is no emulator of ${service} here.`)
        return { endpoint, region, credentials }
      }
    })
  )
