import { both } from "../../i18n/both.ts"
import { shell } from "../../i18n/shell.ts"
import { useMe } from "../../session/me.tsx"
import { Part } from "../../shell/Part.tsx"
import { Card, Page } from "../../ui/Page.tsx"
import { Skeleton, Skeletons } from "../../ui/Skeleton.tsx"
import { Both } from "../affirmations/Both.tsx"
import { Composer } from "./Composer.tsx"
import { Written } from "./Written.tsx"

const Soon = () => (
  <Card>
    <Skeletons>
      <Skeleton height="l" width="l" />
      <Skeleton width="s" />
      <Skeleton height="l" width="m" />
      <Skeleton width="s" />
    </Skeletons>
  </Card>
)

/** A sheet to write on, and everything I wrote for the other one. */
const Manage = () => {
  const me = useMe()
  const partner = () => me().relationship?.partner.name ?? ""
  return (
    <Page title={shell().pages.affirmations} documentTitle={both().for(partner())} beside={<Both />}>
      <Composer partner={partner()} />
      <Part skeleton={<Soon />}>
        <Written partner={partner()} zone={me().user.zone} />
      </Part>
    </Page>
  )
}

export default Manage
