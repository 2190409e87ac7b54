/** What the landing page says. It is rendered at build time, so it is no part of the app's catalogue. */
export interface Texts {
  readonly language: "en" | "de"
  readonly title: string
  readonly lede: string
  readonly create: string
  readonly signIn: string
  readonly invited: string
  readonly lettersLabel: string
  readonly adaToBen: string
  readonly benToAda: string
  readonly fromAda: string
  readonly fromBen: string
  readonly dailyTitle: string
  readonly daily: string
  readonly drawer: string
  readonly drawerWords: ReadonlyArray<{ readonly words: string; readonly state: string }>
  readonly promisesTitle: string
  readonly promises: readonly [Promised, Promised, Promised]
  readonly other: { readonly label: string; readonly href: string; readonly language: "en" | "de" }
}

interface Promised {
  readonly title: string
  readonly text: string
}

const en: Texts = {
  language: "en",
  title: "A small, private light between two people.",
  lede: "Lumi holds exactly two, and a few words from one to the other that arrive once a day. Nobody else gets in.",
  create: "Create your space",
  signIn: "Sign in",
  invited: "I have an invite",
  lettersLabel: "Two letters, as Lumi shows them",
  adaToBen: "Ada to Ben",
  benToAda: "Ben to Ada",
  fromAda: "You hummed while washing up. I stood in the hallway until the song was over.",
  fromBen: "When you explain what you love, your hands get there before the words do.",
  dailyTitle: "Once a day, at your hour",
  daily:
    "Each of you writes whenever something comes to mind. Lumi picks one and brings it when you said you’d like it, in your own time zone. No streaks, no points. A quiet day is just a quiet day.",
  drawer: "Ben’s drawer for Ada",
  drawerWords: [
    { words: "You were right about the blue chair.", state: "waiting" },
    { words: "You are allowed to be tired. The plants still like you, and so do I.", state: "sent in May" },
    { words: "The way you greet every dog as if you had an appointment.", state: "waiting" }
  ],
  promisesTitle: "Three promises",
  promises: [
    { title: "No ads, no trackers", text: "Nothing loads from anywhere else unless you click it." },
    { title: "On one machine", text: "Of somebody you know. What you write goes nowhere else." },
    { title: "Never in a hurry", text: "One letter a day, at the hour you chose. Nothing in between asks for you." }
  ],
  other: { label: "Deutsch", href: "/landing.de.html", language: "de" }
}

const de: Texts = {
  language: "de",
  title: "Ein kleines, eigenes Licht zwischen zwei Menschen.",
  lede:
    "In Lumi ist Platz für genau zwei, und für ein paar Worte füreinander, die einmal am Tag ankommen. Sonst kommt niemand hinein.",
  create: "Richtet euren Ort ein",
  signIn: "Anmelden",
  invited: "Ich habe eine Einladung",
  lettersLabel: "Zwei Briefe, wie Lumi sie zeigt",
  adaToBen: "Ada an Ben",
  benToAda: "Ben an Ada",
  fromAda: "Du hast beim Abwaschen gesummt. Ich stand im Flur, bis das Lied zu Ende war.",
  fromBen: "Wenn du erklärst, was du liebst, sind deine Hände vor den Worten da.",
  dailyTitle: "Einmal am Tag, zu deiner Stunde",
  daily:
    "Ihr schreibt, wann immer euch etwas einfällt. Lumi wählt eines aus und bringt es, wann du es haben möchtest, in deiner Zeitzone. Keine Serien, keine Punkte. Ein stiller Tag ist einfach ein stiller Tag.",
  drawer: "Bens Schublade für Ada",
  drawerWords: [
    { words: "Du hattest recht mit dem blauen Stuhl.", state: "wartet" },
    { words: "Du darfst müde sein. Die Pflanzen mögen dich trotzdem, und ich auch.", state: "im Mai gesendet" },
    { words: "Wie du jeden Hund begrüßt, als hättet ihr einen Termin.", state: "wartet" }
  ],
  promisesTitle: "Drei Versprechen",
  promises: [
    { title: "Keine Werbung, keine Tracker", text: "Nichts wird von anderswo geladen, außer du klickst es an." },
    { title: "Auf einer Maschine", text: "Bei jemandem, den ihr kennt. Was ihr schreibt, geht nirgendwo sonst hin." },
    {
      title: "Nie in Eile",
      text: "Ein Brief am Tag, zu der Stunde, die du gewählt hast. Dazwischen will nichts etwas von dir."
    }
  ],
  other: { label: "English", href: "/landing.html", language: "en" }
}

export const texts = { en, de }
