"""Facts about German words that no rule can derive. All folded."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP_WORDS = _set(
    "aber als am an auch auf aus bei beim bestellen bis das dem den der des die doch ein eine "
    "einem einen einer eines es etwas fur gibt gute guten guter haben hier ich im in ins ist "
    "kann kaufe kaufen man mehr mein meine mit mochte nach nah nahe nahe noch nur oder ohne "
    "schnell sehr sind so suche um und unter vom von vor was welche wer wie wo woher zu zum zur "
    "uber wir"
)
"""Folded. A query of nothing but these is searched as it stands."""

CONNECTORS = _set("mit in im aus auf fur von vom nach ohne zu zum zur und oder an am mit a la")
"""What follows one of these in a title is an extra: "Senf mit Honig" is mustard."""

SHORT_MODIFIERS = _set("bio kuh reh tee eis rot rum ei ol hof kas kase obst wild")
"""First parts of under four letters that still mean themselves: Biomilch, Rehrücken."""

OPAQUE = _set(
    "knoblauch schnittlauch meerrettich schwein forelle ananas kartoffel hering salami eisen "
    "schokolade limonade marmelade kandare wohnung ordnung kleidung zeitung verein pfannkuchen "
    "erdapfel erdnuss feldsalat kohlrabi pfifferling handtuch handschuh hochzeit"
)
"""Words whose last part is not what they are, or is no part at all."""

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
}

HEADS = _set(
    """
    apfel aufstrich backen ball bank baum becher beere beet bett bier birne blume bluse bohne
    bonbon braten brause brett brezel brief brot brotchen buch burste butter chutney decke dose
    draht dunger eimer eintopf eis ente erbse erde essen essig farbe fass fell feile feld fett
    filet fisch flasche fleisch fuhrung futter gabel gans garn gebinde geback gelee gemuse geschirr
    gesteck getrank gewurz glas gras grutze gurke gutschein hammer hammel hefe heft hemd holz honig
    hose hocker hut jacke joghurt kabel kaffee kalender kamm kanne karotte karte kartoffel kase
    kasten keks keramik kerne kerze kette kirsche kiste kissen klee kleid knopf kohl kohle kompott
    konfiture korb korn kranz kraut kraute kuchen kurbis kurs lachs lack lampe laterne leder leine
    leiste leuchte likor limo linse loffel malz maschine mantel marmelade matte mehl melone messer
    milch minze mischung mohre most mus musli mutze nadel nagel nektar nudel nuss obst ol ofen
    paket pastete pesto petersilie pfanne pfeffer pflanze pflaume pilz pinsel platte platzchen
    praline pulver puppe pute quark rad rahm rahmen regal reifen reis rettich rind ring rolle rose
    rube saft sahne salami salat salbe salz samen sauce sosse schale schal schinken schmalz schnaps
    schnitte schnitzel schokolade schrank schraube schuh schurze schussel sessel seife sekt semmel
    senf silber sirup socke sorbet spargel speck spiel spielzeug stange staude steak stein stift
    stoff stollen strauss strauch stuhl strumpf sulze suppe tasche tasse teig tee teller teppich
    tisch tomate topf torte traube trommel truhe tuch tulpe vase vogel wachs wagen wasser wein
    werkstatt werkzeug wolle wurst wurstchen wurze zange zaun zeug zopf zucker zwieback zwiebel
    """
)
"""What market goods are called at their end: the Saft in Apfelsaft. Folded."""
