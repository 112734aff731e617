"""Word lists of retrieval: words without a subject, and irregular forms.

Pronouns are stop words in both languages: the student says "you" where a passage says a name.
So are question words, auxiliaries and the short forms that students type.
"""

from __future__ import annotations

from tutor.core.terms import Language

_ENGLISH_STOPS = """
a an the and or but nor so if then than that this these those there here of in on at to from by
for with as into onto about up out off over under again too very just also only even ever any
some no not yes yeah ok okay oh hey hi hello please pls plz thanks thank
i me my mine myself we us our ours ourselves you your yours yourself u ur ya yall yourselves he
him his himself she her hers herself it its itself they them their theirs themselves one ones
who whom whose what whats wat wut which when where why how hows whos wheres whens whys wheres
is am are was were be been being isnt arent wasnt werent im youre hes shes theyre r wuz
do does did done doing dont doesnt didnt have has had having havent hasnt hadnt ive youve
can could will would shall should may might must cant couldnt wont wouldnt shouldnt youd
because cuz cause bc bcuz cos until while during through between both each few more most other
such own same now really actually like kind sort thing things stuff something anything
tell told say said know knew let lets get got go going went want wanted wanna gonna
much many lot lots long ago still back ive id rly tho
"""

_SPANISH_STOPS = """
el la los las lo un una unos unas y e o u ni que de del a al en con por para sin sobre entre
desde hasta hacia como si no tambien tampoco muy mas menos ya aun solo asi pues pero aunque
porque cuando donde mientras segun ante bajo tras contra
yo me mi mis mio mia mios mias nosotros nosotras nos nuestro nuestra nuestros nuestras tu te ti
tus tuyo tuya tuyos tuyas contigo conmigo usted ustedes vos vosotros os vuestro vuestra su sus
suyo suya suyos suyas ella ello ellos ellas le les se
quien quienes cual cuales cuanto cuanta cuantos cuantas qué quién cómo cuándo dónde cuál k q xq
pq xk porq pork x d tb tmb
este esta estos estas ese esa esos esas aquel aquella aquellos aquellas esto eso aquello
soy eres es somos son era eras eran eramos fui fuiste fue fuimos fueron ser sido siendo sea
estoy estas esta estamos estan estaba estabas estaban estuvo estuve estuviste estuvieron estar
he has ha hemos han habia habias habian hubo haber hay habido
hola si gracias favor oye bueno pues ok vale algo nada algun alguna alguno algunos algunas otro
otra otros otras todo toda todos todas cada mismo misma tan tanto tanta mucho mucha muchos muchas
poco poca cosa cosas vez veces verdad cierto ahi alli aca aqui entonces luego
dime cuentame cuenta contar contarme decir dice dices dijo decirme di sabes saber sabe
puedes puede podrias poder quiero quisiera queria quieres hacer hizo hiciste hacias hace hacen
hacia hicieron haces
"""

STOP_WORDS: dict[Language, tuple[str, ...]] = {
    "en": tuple(_ENGLISH_STOPS.split()),
    "es": tuple(_SPANISH_STOPS.split()),
}

_ENGLISH_IRREGULAR = """
bring brought
build built
buy bought
catch caught
choose chose chosen
come came
cost costs
cut cuts
die died dying dies
draw drew drawn
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
flee fled
fly flew flown
forget forgot forgotten
freeze froze frozen
give gave given
grow grew grown
hear heard
hide hid hidden
hold held
hurt hurts
keep kept
lead led
learn learnt
leave left
lose lost
make made
marry married
mean meant
meet met
pay paid payed
ride rode ridden
rise rose risen
run ran
see saw seen
sell sold
send sent
shake shook shaken
shoot shot
sing sang sung
sink sank sunk
sit sat
sleep slept
speak spoke spoken
spend spent
stand stood
steal stole stolen stealed
swim swam swum
take took taken
teach taught
think thought
throw threw thrown
understand understood
wear wore worn
win won
write wrote written
baby babies
child children
man men
woman women
foot feet
wife wives
knife knives
calf calves
"""

_SPANISH_IRREGULAR = """
caer cayo caiste cai cayeron cae caen
coger cogio cogieron
conocer conozco conoci conociste conocio conocieron conocias
creer creyo creyeron creias
dar di diste dio dieron doy das dan
dormir durmio durmieron duermes duerme duermen dormias
elegir eligio eligieron elige eligen elegiste
empezar empiezo empieza empezaste empezo
encontrar encuentra encuentran encontraste encontro encontraron encuentras
entender entiendes entiende entendias entendia
huir huyo huyeron huiste
ir iba ibas iban ibamos vas va van voy
jugar juega juegan jugabas
leer leyo leyeron lees
llevar lleve llevas
morir murio murieron muere mueres moriste muerto muerta
mostrar muestra mostraste mostro
nacer nacio nacieron naciste nace nazco nacido nacida
oir oyo oyeron oiste
pagar pague pagaron pago pagas pagado
pedir pidio pidieron pide pides pediste
pensar piensa piensas pensaste penso
perder perdio perdiste perdieron pierde pierden
poner puso pusieron pusiste pone
querer quiso quisieron quisiste
recordar recuerda recuerdas recordaste
sentir sintio sintieron siente sientes sentiste
servir sirvio sirvieron sirve
tener tuve tuviste tuvo tuvieron tengo tienes tiene tienen tenias tenia tenian
traer trajo trajeron trajiste trae traes traia
venir vino vinieron vine viniste viene vienes venias
ver vi viste vio vieron ves ve visto veias
volver volvio volvieron volviste vuelve vuelves
vivir vivio vivieron vives vivias
voz voces
pez peces
raiz raices
"""

IRREGULAR: dict[Language, str] = {"en": _ENGLISH_IRREGULAR, "es": _SPANISH_IRREGULAR}

_ENGLISH_SYNONYMS = """
child kid
mother mom mommy mum
father dad daddy
big large huge giant
afraid scared scare frightened
sick ill illness sickness
begin start
trip journey voyage expedition
happy glad
leader boss
fast quick quickly
steal rob
talk speak
capture kidnap kidnapped abduct
film movie
journal diary
man guy
medicine remedy
everybody everyone
somebody someone
anybody anyone
brave courage courageous
clothes clothing
gun rifle
strike struck hit punch
die dead death
birth born
slave enslaved slavery
choose pick
translate interpret interpreter translator
surprise amaze
smart clever
angry mad
flip tip
road trail
"""

_SPANISH_SYNONYMS = """
madre mama
padre papa
esposo marido
barca bote barco
enfermo enfermar enfermedad
feliz contento alegre alegrar
grande enorme gigante
empezar comenzar
hablar platicar
idioma lengua lenguaje
morir fallecer muerte
capturar secuestrar raptar
pelear luchar combatir
golpear pegar
jefe lider
remedio medicina
elegir escoger
cambiar intercambiar
arma fusil pistola rifle
mandar enviar
colina cerro loma
encontrar hallar
viaje expedicion
valiente valor valentia
muchacha chica
traducir interpretar traductor interprete
regresar volver
comida alimento
asombrar sorprender
miedo asustar
bebe nene
esclavo esclavizado esclavitud
"""

SYNONYMS: dict[Language, str] = {"en": _ENGLISH_SYNONYMS, "es": _SPANISH_SYNONYMS}
"""Everyday words that stand for one another; every ending of a word goes with it."""

_ENGLISH_PERSONAL = """
wife favorite favourite best worst color colour hair eyes eye beard tall height weigh weight
birthday middle old older youngest oldest young age joke game games play played sport school grade
homework phone internet video youtube tv song songs sing dance mother mom grandmother grandma
sister sisters grandfather uncle aunt cousin siblings girlfriend boyfriend wedding married marry
puppies pet cat hello word words dream ghost worth cost buried grave killed smell pages minutes
meet met visit visited hobby hobbies rich friend nice smart pretty handsome look looked name
names named called cry swim smoke shoes dress wear famous actor watch learn kids
children live lived
"""

_SPANISH_PERSONAL = """
esposa favorito favorita favoritos mejor peor color pelo cabello ojos barba alto altura medía pesaba
pesa peso cumpleaños segundo edad joven mayor menor todavía chiste juego jugar jugaba jugaban
escuela calificación tarea teléfono internet video tele canción canciones cantar cantaban bailar
madre mamá abuela abuelo hermana tía tío primo novia novio boda casado cachorros mascota gato
hola palabra palabras dice dicen sueño soñar fantasma vale cuesta costó enterraron enterrado
tumba mató olor páginas minutos dura conoció visitó pasatiempo rico amigo amiga bueno guapo cara
nombre llamaba llama llamaban llorar lloraba nadar fumar fumaba zapatos vestido usaba famoso
actor ver aprendió hijos vive vivía años
"""

PERSONAL: dict[Language, str] = {"en": _ENGLISH_PERSONAL, "es": _SPANISH_PERSONAL}
"""What children ask of anybody and anything. A passage on the same people seldom says it."""

NOWADAYS: dict[Language, frozenset[str]] = {
    "en": frozenset("now today nowadays currently anymore".split()),
    "es": frozenset("ahora hoy actualmente".split()),
}

POINTING: dict[Language, frozenset[str]] = {
    "en": frozenset(
        "it its he him his she her they them their that this those these there then".split()
    ),
    "es": frozenset("eso esto ese esa ella ellos ellas lo le les su sus ahi alli entonces".split()),
}
"""Words that point at what was spoken of before. "La" and "los" are mostly articles."""

BARE: dict[Language, frozenset[str]] = {
    "en": frozenset(
        "who whos what whats wat is was are were the a an tell me about please do you of".split()
    ),
    "es": frozenset(
        "quien quienes que es era fue son eran fueron el la los las un una dime cuentame de"
        " del sobre por favor cual".split()
    ),
}
"""All that stands around a name in "who was York" and "tell me about the whale"."""


def _read_pairs(table: str) -> dict[str, str]:
    """Read words in pairs: what stands for what."""
    found = table.split()
    return dict(zip(found[::2], found[1::2], strict=True))


SHORTHAND: dict[Language, dict[str, str]] = {
    "en": _read_pairs(
        "u you ur your r are wat what wht what wut what wen when wer were wuz was wuld would"
        " ppl people peeps people bc because cuz because bcuz because coz because cus because"
        " b4 before thru through n and da the dat that dis this dem them dey they wit with"
        " rly really srsly seriously gf girlfriend bf boyfriend bff friend frend friend"
        " sum some sumthing something nuthin nothing enuf enough tho though dif different"
    ),
    "es": _read_pairs(
        "q que k que qe que ke que xq porque pq porque porq porque xk porque tb tambien"
        " tmb tambien tbn tambien tanbien tambien d de x por pa para dsps despues cm como"
        " komo como kien quien kual cual kuando cuando aser hacer ase hace asia hacia asias hacias"
        " asian hacian ise hice izo hizo ermano hermano ermana hermana ijo hijo ija hija"
        " ombre hombre ombres hombres biste viste bistes viste bio vio bieron vieron biaje viaje"
        " bida vida bivian vivian bivia vivia bolber volver bolvio volvio bino vino fuistes fuiste"
        " estava estaba iva iba ivan iban aora ahora asta hasta ay hay ubo hubo avia habia"
        " avian habian nomas solo muxo mucho muxa mucha"
    ),
}
"""How students shorten and spell everyday words, with what they stand for."""
SHORT_WHY = "y"
"""Stands for "why" where an English question begins with it."""
