import { Show, Suspense } from "solid-js"
import { both } from "../../i18n/both.ts"
import { shell } from "../../i18n/shell.ts"
import { useMe } from "../../session/me.tsx"
import { Part } from "../../shell/Part.tsx"
import { Page } from "../../ui/Page.tsx"
import { Both } from "../affirmations/Both.tsx"
import { Composer } from "./Composer.tsx"
import { Drafts } from "./sheets.ts"
import { Soon } from "./Soon.tsx"
import { Written } from "./Written.tsx"

/** A sheet to write on, and everything I wrote for the other one; drafts while there is none. */
const Manage = () => {
  const me = useMe()
  return (
    <Show
      when={me().relationship?.partner.name}
      fallback={
        <Suspense fallback={<Soon />}>
          <Drafts />
        </Suspense>
      }
    >
      {(partner) => (
        <Page title={shell().pages.affirmations} documentTitle={both().for(partner())} beside={<Both />}>
          <Composer partner={partner()} />
          <Part skeleton={<Soon />}>
            <Written partner={partner()} zone={me().user.zone} />
          </Part>
        </Page>
      )}
    </Show>
  )
}

export default Manage
