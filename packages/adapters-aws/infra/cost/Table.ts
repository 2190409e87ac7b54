import { costOf, groups } from "./Model.ts"
import { workloads } from "./Workload.ts"

const money = (amount: number, digits = amount < 100 ? 2 : 0) =>
  amount.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })

const row = (cells: ReadonlyArray<string>) => `| ${cells.join(" | ")} |`

/** The table of docs/aws.md. */
export const table = (): string => {
  const costs = workloads.map(costOf)
  const total = (cost: ReadonlyMap<string, number>) => [...cost.values()].reduce((sum, each) => sum + each, 0)
  return [
    row(["USD per month", ...workloads.map(({ couples }) => `${couples.toLocaleString("en-US")} couples`)]),
    row(["---", ...workloads.map(() => "--:")]),
    ...Object.keys(groups).map((group) => row([group, ...costs.map((cost) => money(cost.get(group) ?? 0))])),
    row(["**total**", ...costs.map((cost) => `**${money(total(cost))}**`)]),
    row(["per couple", ...costs.map((cost, at) => money(total(cost) / workloads[at]!.couples, 4))])
  ].join("\n")
}
