/**
 * What people choose most when they need twelve characters: written by us, without spaces, digits and signs around it
 * (`Passwords.ts` takes those away before it looks). Also the cores that are stretched to twelve by a year or "1234".
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  password passwort passphrase motdepasse contrasena senha parola wachtwoord losenord salasana heslo jelszo
  passwordpassword passwortpasswort mypassword mynewpassword newpassword oldpassword thepassword yourpassword
  ourpassword securepassword strongpassword goodpassword bestpassword defaultpassword temppassword temporary
  temporarypassword changeme changemenow changethis changepassword letmein letmeinplease letmeinnow pleaseletmein
  openup opensesame sesame secret secretsecret secretpassword topsecret mysecret noaccess access accessgranted
  welcome welcomehome welcomeback willkommen bienvenue benvenuto administrator admin adminadmin adminpassword
  rootroot rootpassword superuser superman supermansuperman batman batmanbatman spiderman wonderwoman captainamerica
  starwars startrek pokemon pikachu minecraft fortnite roblox leagueoflegends worldofwarcraft callofduty counterstrike
  grandtheftauto playstation nintendo iloveyou iloveyouiloveyou iloveyousomuch iloveyouforever iloveyoubaby
  iloveyoutoo iloveyoumom ilovemyself ilovemymom ilovemydad ilovemywife ilovemyhusband ilovemygirlfriend
  ilovemyboyfriend ilovemyfamily ilovemydog ilovemycat ilovejesus ilovegod ilovechocolate imissyou ichliebedich
  ichliebedichsosehr ichvermissedich jetaime jetaimejetaime teamo teamomucho teamoteamo tiamo tequiero lovelove
  lovelovelove lovelife loveyou loveyouforever loveforever mylove myloves mylovemylife foreverlove foreverandever
  foreveryours foreveryoung alwaysandforever truelove endlesslove sweetheart sweethearts honeybunny honeymoon darling
  schatz schatzi schatzischatzi liebling meinschatz meineliebe meinherz hase hasi mausi amore amoremio tesoro
  babygirl babyboy babybaby babydoll princess princesa prinzessin prince beautiful handsome gorgeous angel angels
  littleangel sunshine sunflower butterfly blackbird rainbow rainbows unicorn unicorns flower flowers summer summertime
  winter wintertime spring springtime autumn sommer sommerzeit herbst fruehling monday tuesday wednesday thursday friday saturday sunday january february
  march april june july august september october november december football footballfootball fussball basketball
  baseball baseballbaseball volleyball hockey soccer soccerball liverpool liverpoolfc manchester manchesterunited
  chelsea chelseafc arsenal arsenalfc barcelona fcbarcelona realmadrid juventus bayern bayernmunich bayernmuenchen
  borussia borussiadortmund schalke cowboys dallascowboys yankees newyorkyankees steelers patriots lakers
  michael michaeljackson jennifer jessica ashley daniel jonathan alexander alexandra christopher christian christina
  elizabeth stephanie nicole matthew joshua anthony samantha charlotte sebastian maximilian katharina johannes
  jesuschrist jesusislord jesuslovesme godisgood godislove godblessme inggodwetrust ingodwetrust blessed blessings
  hallelujah computer computercomputer internet facebook instagram whatsapp youtube google googlegoogle microsoft
  windows apple iphone samsung samsunggalaxy android blackberry linkedin twitter netflix amazon spotify
  dragon dragons dragonball dragonballz dragondragon monkey monkeymonkey shadow shadowshadow master masterkey
  masterpassword tiger tigers tigger lion lions wolf wolves phoenix firebird mustang fordmustang corvette ferrari
  lamborghini porsche mercedes mercedesbenz harleydavidson motorcycle chocolate strawberry cheesecake cookie cookies
  peanutbutter cheese cheeseburger banana bananas watermelon pineapple coffee freedom freedomfreedom liberty
  trustno trustnoone nopassword nothing whatever whatsup whocares idontknow idontcare forgetit remember rememberme
  dontforget iforgot iforgotit forgotpassword password password thisismypassword thisisapassword thisispassword
  thisisasecret mypasswordis mypasswordissecret correcthorsebatterystaple correcthorse batterystaple
  helloworld hellohello hello hellokitty hallohallo hallo halloduda bonjour bonjourbonjour holahola goodmorning
  goodnight goodluck godfather starlight moonlight moonlight superstar rockstar rocknroll metallica nirvana
  linkinpark greenday slipknot eminem blink taylorswift justinbieber onedirection harrypotter hogwarts gryffindor
  slytherin hermione dumbledore lordoftherings gandalf gameofthrones winteriscoming breakingbad
  qwerty qwertyqwerty qwertyuiop qwertyui qwertz qwertzqwertz qwertzuiop azerty azertyuiop asdf asdfasdf asdfgh asdfghjkl
  asdfasdfasdf zxcvbn zxcvbnm yxcvbnm qazwsx qazwsxedc qazwsxedcrfv zaqwsx zaqwsxcde qweasd qweasdzxc qweqweqwe asdasdasd qweasdyxc
  abc abcabc abcd abcdef abcdefg abcdefgh testtest testtesttest test testing testtester tester demo demodemo example
  guest guestguest user username login loginlogin family familyforever familyfirst myfamily mother father mothers
  grandma grandpa children daughter husband wife girlfriend boyfriend bestfriend bestfriends friends friendship
  friendsforever germany deutschland england london newyork newyorkcity america california australia canada mexico
  brasil france paris italia espana berlin hamburg vienna wien
  `.trim().split(/\s+/)
)
