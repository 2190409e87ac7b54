import { Card } from "../../ui/Page.tsx"
import { Skeleton, Skeletons } from "../../ui/Skeleton.tsx"

/** Where a list of texts is about to stand. */
export const Soon = () => (
  <Card>
    <Skeletons>
      <Skeleton height="l" width="l" />
      <Skeleton width="s" />
      <Skeleton height="l" width="m" />
      <Skeleton width="s" />
    </Skeletons>
  </Card>
)
