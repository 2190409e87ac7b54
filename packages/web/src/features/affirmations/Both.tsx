import { Show } from "solid-js"
import { both } from "../../i18n/both.ts"
import { useMe } from "../../session/me.tsx"
import { Tabs } from "../../ui/Tabs.tsx"

/** The two sides of affirmations: what came from the other one, and what I wrote for them. */
export const Both = () => {
  const me = useMe()
  return (
    <Show when={me().relationship}>
      {(couple) => (
        <Tabs
          label={both().tabs}
          tabs={[
            { href: "/affirmations", label: both().from(couple().partner.name) },
            { href: "/manage", label: both().for(couple().partner.name) }
          ]}
        />
      )}
    </Show>
  )
}
