import { RemovalPolicy } from "aws-cdk-lib"
import {
  AttributeType,
  Billing,
  type ITableV2,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2
} from "aws-cdk-lib/aws-dynamodb"
import { Construct } from "constructs"
import { table as data } from "../../src/Table.ts"
import type { Restored } from "../Settings.ts"

const text = (name: string) => ({ name, type: AttributeType.STRING })

/** The table of `src/Table.ts`: encrypted, restorable to any second of 35 days, and kept when the stack is deleted. */
export class Table extends Construct {
  readonly table: ITableV2

  constructor(scope: Construct, id: string, restored: Restored | undefined) {
    super(scope, id)
    this.table = restored === undefined ? this.make() : TableV2.fromTableAttributes(this, "restored", {
      tableName: restored.table,
      tableStreamArn: restored.stream,
      globalIndexes: data.indexes.map(({ name }) => name)
    })
  }

  private make(): TableV2 {
    return new TableV2(this, "table", {
      partitionKey: text(data.partitionKey),
      sortKey: text(data.sortKey),
      globalSecondaryIndexes: data.indexes.map((index) => ({
        indexName: index.name,
        partitionKey: text(index.partitionKey),
        sortKey: text(index.sortKey),
        projectionType: ProjectionType[index.projection],
        ...(index.included.length > 0 ? { nonKeyAttributes: [...index.included] } : {})
      })),
      timeToLiveAttribute: data.ttl,
      dynamoStream: StreamViewType[data.stream],
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN
    })
  }
}
