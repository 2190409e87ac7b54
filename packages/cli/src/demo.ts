/** The couple of the demo: who they are and what they wrote for each other. */
export const password = "two lamps in one room"

export const people = [
  {
    email: "ada@example.org",
    name: "Ada",
    words: [
      "You make the dark mornings easy.",
      "I still tell people how you fixed the boiler with a spoon.",
      "When you laugh in another room I feel at home.",
      "You were brave on Tuesday. I saw it.",
      "Nobody listens the way you do, with your whole face.",
      "Thank you for never making me feel silly for crying at films.",
      "You are the best thing that ever got on the wrong train.",
      "I like us most on Sundays, in socks.",
      "You don't have to be funny today. You can just be here.",
      "The way you talk to old dogs is why I married your patience.",
      "I'd choose the small flat with you again.",
      "Whatever they said in that meeting: you know what you are doing."
    ]
  },
  {
    email: "ben@example.org",
    name: "Ben",
    words: [
      "The house sounds right when you hum in it.",
      "You remember everybody's birthday and think that is nothing.",
      "I am proud of how you said no last week.",
      "Your handwriting on a shopping list can save a day.",
      "You look at maps the way other people look at menus. Let's go.",
      "I love how sure your hands are.",
      "You carry more than you say. Put some of it down here.",
      "Being bored with you is better than most parties.",
      "You were right about the lamp.",
      "Come home slowly, come home safe, come home.",
      "You make room for people. I was one of them.",
      "If today is long: soup is on me, and so is the talking."
    ]
  }
] as const

/** How many days back there are letters to read: more than a month. */
export const days = 33

/** What happened on which day back: nothing came, it was a hard one, or what came had been kept for it. */
export const special = { missed: 4, hard: 6, surprise: 2 } as const

type Answers = ReadonlyMap<number, string | undefined>

/** What each of them says of what comes to them, by how many days back: a heart, and words with some. */
export const answers: readonly [ada: Answers, ben: Answers] = [
  new Map([
    [8, undefined],
    [6, "Read this in the car park. Thank you."],
    [3, undefined],
    [1, "I read it twice, and then to the dog."]
  ]),
  new Map([
    [31, undefined],
    [30, "Soup and talking, then."],
    [21, "I needed that today, more than you know."],
    [13, undefined],
    [5, "I was brave because you were there."],
    [3, undefined]
  ])
]
