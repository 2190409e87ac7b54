import { suite } from "@lumi/core/testing/contracts/JobQueue"
import { testJobQueue } from "../testing/Queues.ts"

suite("SQS emulator", testJobQueue)
