// What an instance costs in a month: node packages/adapters-aws/infra/cost.ts [--units]
import { unitsOf } from "./cost/Model.ts"
import { prices } from "./cost/Prices.ts"
import { table } from "./cost/Table.ts"
import { workloads } from "./cost/Workload.ts"

console.log(table())
if (process.argv.includes("--units")) {
  for (const workload of workloads) {
    console.log(`\n${workload.couples.toLocaleString("en-US")} couples need`)
    for (const [name, units] of Object.entries(unitsOf(workload))) {
      const { source, unit } = prices[name as keyof typeof prices]
      console.log(`${Math.round(units).toLocaleString("en-US").padStart(18)} x ${unit.padEnd(24)} ${source}`)
    }
  }
}
