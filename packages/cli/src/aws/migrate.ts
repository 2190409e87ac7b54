import { Aws } from "@lumi/adapters-aws/Aws"
import { queues } from "@lumi/adapters-aws/inspect/QueueFit"
import { table } from "@lumi/adapters-aws/inspect/TableFit"
import { Effect } from "effect"
import type { Report } from "../Report.ts"

/** The stack is the schema: there is nothing to apply, only to see whether what is deployed fits this Lumi. */
export const migrate = (dryRun: boolean) =>
  Effect.all([table, queues]).pipe(
    Effect.map(([{ name }]): Report => ({
      json: { [dryRun ? "pending" : "applied"]: [] },
      lines: [
        `On AWS the stack is the schema, and cdk deploy changes it. The table ${name} and the queues fit this Lumi.`
      ]
    })),
    Effect.provide(Aws.layer)
  )
