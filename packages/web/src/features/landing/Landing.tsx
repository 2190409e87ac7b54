import eyeOff from "lucide-static/icons/eye-off.svg?path"
import house from "lucide-static/icons/house.svg?path"
import sunrise from "lucide-static/icons/sunrise.svg?path"
import { For } from "solid-js"
import { Logo } from "../../shell/Logo.tsx"
import { ButtonLink } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { Letter } from "../../ui/Letter.tsx"
import type { Light } from "../../ui/PresenceLights.tsx"
import style from "./Landing.module.css"
import type { Texts } from "./texts.ts"

const ada: Light = { side: "first", tint: "lamp" }
const ben: Light = { side: "second", tint: "tide" }
const icons = [eyeOff, house, sunrise] as const

/** What a stranger sees. Rendered to plain HTML when the app is built; nothing of it runs in a browser. */
export const Landing = (props: { readonly texts: Texts }) => {
  const t = () => props.texts
  return (
    <>
      <header class={style["top"]}>
        <a href="/" aria-label="Lumi">
          <Logo size="m" />
        </a>
        <div class="row-actions">
          <span class={style["wide"]}>
            <ButtonLink kind="plain" href="/sign-up">{t().invited}</ButtonLink>
          </span>
          <ButtonLink href="/sign-in">{t().signIn}</ButtonLink>
        </div>
      </header>
      <main class={style["main"]}>
        <section class={style["hero"]}>
          <h1>{t().title}</h1>
          <div class={style["lede"]}>
            <p>{t().lede}</p>
            <div class="row-actions">
              <ButtonLink kind="primary" big href="/sign-up">{t().create}</ButtonLink>
              <span class={style["narrow"]}>
                <ButtonLink big href="/sign-up">{t().invited}</ButtonLink>
              </span>
            </div>
          </div>
        </section>
        <section class={style["letters"]} aria-label={t().lettersLabel}>
          <Letter class={style["letter"]} light={ada} name={t().adaToBen} state="open" text={t().fromAda} />
          <Letter class={style["letter"]} light={ben} name={t().benToAda} state="open" text={t().fromBen} />
        </section>
        <section class={style["row"]}>
          <div class={style["text"]}>
            <h2>{t().dailyTitle}</h2>
            <p>{t().daily}</p>
          </div>
          <div class={style["pool"]}>
            <p>{t().drawer}</p>
            <ul>
              <For each={t().drawerWords}>
                {(one) => (
                  <li>
                    <p class="words">{one.words}</p>
                    <span>{one.state}</span>
                  </li>
                )}
              </For>
            </ul>
          </div>
        </section>
        <section class={style["promises"]}>
          <h2>{t().promisesTitle}</h2>
          <ul>
            <For each={t().promises}>
              {(one, index) => (
                <li>
                  <Icon of={icons[index() as 0 | 1 | 2]} />
                  <h3>{one.title}</h3>
                  <p>{one.text}</p>
                </li>
              )}
            </For>
          </ul>
          <ButtonLink kind="primary" big href="/sign-up">{t().create}</ButtonLink>
        </section>
      </main>
      <footer class={style["foot"]}>
        <a href={t().other.href} lang={t().other.language} hreflang={t().other.language}>{t().other.label}</a>
      </footer>
    </>
  )
}
