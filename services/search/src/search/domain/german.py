"""Facts about German words that no rule can derive. All folded."""

from importlib.resources import files


def word_set(words: str) -> frozenset[str]:
    """Words written one after the other, with spaces between."""
    return frozenset(words.split())


def _listed(name: str) -> frozenset[str]:
    """The words of a file beside this one; lines with # say what they are for."""
    text = files(__package__).joinpath("word_lists", f"{name}.txt").read_text(encoding="utf-8")
    return word_set(" ".join(line for line in text.splitlines() if not line.startswith("#")))


HEADS = _listed("heads")
STRICT_HEADS = _listed("strict_heads")
FIRST_PARTS = _listed("first_parts")
OPAQUE = _listed("opaque")
EVERYDAY = _listed("everyday")


STOP_WORDS = word_set(
    "aber als am an auch auf aus bei beim bestellen bis das dem den der des die doch ein eine "
    "einem einen einer eines es etwas fur gibt gute guten guter haben hier ich im in ins ist "
    "kann kaufe kaufen man mehr mein meine mit mochte nach nah nahe nahe noch nur oder ohne "
    "schnell sehr sind so suche um und unter vom von vor was welche wer wie wo woher zu zum zur "
    "uber wir"
)
"""Folded. A query of nothing but these is searched as it stands."""

FOREIGN_FILLERS = word_set(
    "a and any are buy can cheap do does find for fresh from get have i is local looking me my "
    "near need of please sell some the there to want where with you"
)
"""Left out of an English question. None of them is a German word that asks for goods."""

EMPTY_WORDS = (
    STOP_WORDS
    | FOREIGN_FILLERS
    | word_set(
        """
    abholbar abholen abholung abzuholen aktuell alle alles andere anderes artikel bekomme bekommen
    bekommt benotige benotigen beste bestelle bestellt besten bester bestes bietet billig billige
    billigen billiger billiges bitte brauche brauchen braucht bringt burgenlandkreis da damit dann
    deine denn derzeit dich dort du echt echte echten echter echtes eigentlich einfach einkaufen
    erhalte erhaltlich euch euer finde finden findet frisch frische frischem frischen frischer
    frisches gegend gehabt geht geoffnet gerade gern gerne gesucht gib gibts gunstig gunstige
    gunstigen gunstiger gunstiges gut gutem gutes hab habe habt hallo hast hat hatte hatten her
    heute hol hole holen ihr ihre irgendetwas irgendwas irgendwo ja jemand jemanden kaufst kauft
    kennt konnen konnt kosten kostet krieg kriege kriegen kriegt landkreis lassen lasst lecker
    leckere leckeren leckerer leckeres los machen macht mag mal mehrere mein meinem meinen
    meiner meines mich mir mitnehmen
    mochten moglichst muss nehmen offen offene offnungszeiten ort paar preis preise preiswert
    preiswerte preiswerten preiswerter prima produkt produkte region sachen schon schone
    schonen schoner schones selbst sich sie sollte suchen sucht super tolle tollen toller tolles
    umgebung uns unser unsere verkauf verkaufe verkaufen verkauft viel viele vielleicht wann waren
    welchen welcher welches wenn werden wieviel will wird wo woanders wochentag wohl wollen wollte
    worauf wurde wurden zuhause
    """
    )
)
"""Left out of a question as long as it says anything else: "wo bekomme ich frische Eier"."""

COMMON_WORDS = (
    EMPTY_WORDS
    | HEADS
    | FIRST_PARTS
    | OPAQUE
    | word_set(
        """
        heute morgen ubermorgen montag dienstag mittwoch donnerstag freitag samstag sonnabend
        sonntag wochenende vormittag nachmittag abend mittag diesen nachsten kommenden lieferung
        liefern liefert geliefert umkreis kilometer nahe euro cent maximal hochstens stuck gramm
        kilo liter meter pfund januar februar marz april juni juli august september oktober
        november dezember diese dieser dieses diesen nachste nachster kommende woche mann manner
        frau frauen kind kinder oma opa mutter vater freund freundin personen person leute teil
        teile gluten laktose zucker alkohol vegan glutenfrei laktosefrei vegetarisch
        """
    )
)
"""Correct though no goods may be called so, and so never put right."""

CONNECTORS = word_set("mit in im aus auf fur von vom nach ohne zu zum zur und oder an am mit a la")
"""What follows one of these in a title is an extra: "Senf mit Honig" is mustard."""

IRREGULAR = {
    # Küche and Kuchen, Kohle and Kohl, Leber and Leben fall together once umlaut and ending go.
    "kuchen": "kuchen",
    "kuchens": "kuchen",
    "kuche": "kuche",
    "kohle": "kohle",
    "kohlen": "kohle",
    "leber": "leber",
    "lebern": "leber",
    "eisen": "eisen",
    "wiener": "wiener",
    # Who hikes wants nothing for the wall.
    "wandern": "wander",
    "wanderer": "wander",
    "butter": "butter",
    "ole": "ol",
    "olen": "ol",
    "eier": "ei",
    "eiern": "ei",
    "tees": "tee",
    "kiwis": "kiwi",
    "kasse": "kasse",
    "kassen": "kasse",
    "reisen": "reise",
    "reise": "reise",
    # Topfen is Quark, and a Töpfer makes more than a Topf; a Buche is no Buch.
    "topfen": "topfen",
    "topfer": "topfer",
    "topfern": "topfer",
    "buche": "buche",
    "buchen": "buche",
    # Kräuter are herbs, Kraut is cabbage.
    "krauter": "krauter",
    "krautern": "krauter",
    # A farmer is no Bau, a Rahmen no Rahm, Leinen no Lein, a Kammer no Kamm, a Keller no Kelle.
    "bauer": "bauer",
    "bauern": "bauer",
    "bauers": "bauer",
    "rahmen": "rahmen",
    "leinen": "leinen",
    "kammer": "kammer",
    "kammern": "kammer",
    "keller": "keller",
    "messer": "messer",
    "messern": "messer",
    "laden": "laden",
    "wagen": "wagen",
    "hafer": "hafer",
    "feier": "feier",
    "feiern": "feier",
    "mauer": "mauer",
    "mauern": "mauer",
    "leiter": "leiter",
    "leitern": "leiter",
    "acker": "acker",
    "rinde": "rinde",
    "rinden": "rinde",
    "leine": "leine",
    "roller": "roller",
    "rollern": "roller",
    "drucker": "drucker",
    "druckern": "drucker",
    "maler": "maler",
    "weide": "weide",
    "weiden": "weide",
    # A baker is no baking, leather no LED, an alarm clock (Wecker) no roll.
    "leder": "leder",
    "backer": "backer",
    "backern": "backer",
    "fleischer": "fleischer",
    "fleischern": "fleischer",
    "muller": "muller",
    "schneider": "schneider",
    "schneidern": "schneider",
    "wecker": "wecker",
    "weckern": "wecker",
    "toaster": "toaster",
    "kocher": "kocher",
    "kochern": "kocher",
    "poster": "poster",
    "postern": "poster",
    "roster": "roster",
    "rostern": "roster",
    "speicher": "speicher",
    "leuchter": "leuchter",
    "leuchtern": "leuchter",
    "fuller": "fuller",
    "fullern": "fuller",
    "meter": "meter",
    "metern": "meter",
    "aster": "aster",
    "astern": "aster",
    # Ostern is the Oster in Osterhase.
    "ostern": "oster",
    # A scarf is no bowl.
    "schal": "schal",
    "schals": "schal",
    "schale": "schale",
    "schalen": "schale",
    # Süßes is a kind of goods, süß a taste.
    "susses": "susses",
    # Adjectives that lose a letter when they are bent: saure Sahne, dunkles Bier.
    "sauer": "saur",
    "dunkel": "dunkl",
    "edel": "edl",
    "teuer": "teur",
}

HEAD_ONLY = {
    # What stands before says nothing of it: no Erde in Erdbeere, no Blume in Blumenkohl.
    "erdbeere": "beere",
    "erdbeer": "beere",
    "himbeere": "beere",
    "himbeer": "beere",
    "brombeere": "beere",
    "heidelbeere": "beere",
    "blaubeere": "beere",
    "johannisbeere": "beere",
    "stachelbeere": "beere",
    "preiselbeere": "beere",
    "blumenkohl": "kohl",
    "rosenkohl": "kohl",
    "kirschtomate": "tomate",
    "fleischtomate": "tomate",
    "pflaumentomate": "tomate",
    "weintraube": "traube",
    "teewurst": "wurst",
    "teelicht": "licht",
    "eiswein": "wein",
    "eisbergsalat": "salat",
    "stiefmutterchen": "blume",
    "sonnenblume": "blume",
    "buchweizen": "weizen",
    "hirtenkase": "kase",
    "buttermilch": "milch",
    "walnuss": "nuss",
    "haselnuss": "nuss",
    "erdnuss": "nuss",
    "erdnusse": "nuss",
}
HEADLESS = {
    # What they are called after is not what they are: Marzipankartoffel, Leberkäse.
    "marzipankartoffel": "marzipan",
    "meisenknodel": "meise",
    "leberkase": "leberkase",
    "fleischkase": "fleischkase",
    "apfelring": "apfel",
    "zwiebelring": "zwiebel",
    "sesamring": "sesam",
    "rapskuchen": "raps",
    "leinkuchen": "lein",
    "pellkartoffelsalz": "salz",
    "katzenzunge": "schokolade",
    "studentenfutter": "nuss",
    "nussknacker": "nussknacker",
    "apfeltasche": "apfel",
    "maultasche": "maultasche",
    "barentatze": "geback",
    "bienenstich": "kuchen",
}

PREFIXES = word_set(
    "ab an auf aus be bei dar durch ein ent er fort ge her herum hin mit nach nieder uber um un ur "
    "ver vor weg wider wieder zer zu zurecht zuruck zusammen"
)
"""What stands before verbs, and so before no goods: Einwand is no Wand."""
