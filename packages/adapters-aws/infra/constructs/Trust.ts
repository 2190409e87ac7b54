import { Stack } from "aws-cdk-lib"
import { ServicePrincipal } from "aws-cdk-lib/aws-iam"
import type { Construct } from "constructs"

/** A service of AWS when it acts for this account: what another account tells it to do gets no role of ours. */
export const ofThisAccount = (scope: Construct, service: string): ServicePrincipal =>
  new ServicePrincipal(service, {
    conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } }
  })
