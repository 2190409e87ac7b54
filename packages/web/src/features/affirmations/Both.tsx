import { Show } from "solid-js"
import { affirmations } from "../../i18n/affirmations.ts"
import { useMe } from "../../session/me.tsx"
import { Tabs } from "../../ui/Tabs.tsx"

/** The two sides of affirmations: what came from the other one, and what I wrote for them. */
export const Both = () => {
  const me = useMe()
  return (
    <Show when={me().relationship}>
      {(couple) => (
        <Tabs
          label={affirmations().tabs}
          tabs={[
            { href: "/affirmations", label: affirmations().from(couple().partner.name) },
            { href: "/manage", label: affirmations().for(couple().partner.name) }
          ]}
        />
      )}
    </Show>
  )
}
