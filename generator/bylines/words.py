"""These are the words that tell a name from a title, a role, an institution and a connector; all are folded."""


def word_set(text: str) -> frozenset[str]:
    """The words of a table that is written as a text."""
    return frozenset(text.split())


TITLES = word_set(
    """dr mr mrs ms mx prof professor sir dame hon honorable rev reverend senator congressman congresswoman
    president premier chancellor ambassador amb lt lieutenant colonel maj capt cmdr cdr lcdr commander adm radm vadm
    brig brigadier sgt ssgt msgt tsgt gysgt sfc cpl pfc spc pvt admiral corporal secretary administrator governor mayor
    baroness countess generalissimo minister undersecretary sheikh shaikh shaykh archivist commissioner"""
)
"""Words before a name that are titles whatever follows."""
DOUBTFUL_TITLES = word_set(
    """gen col major general judge justice marshal chief amir emir count lord lady king queen prince princess captain
    sergeant rep gov sen miss representative sheik father"""
)
"""Words that may also be names: titles only before two more words, or when written with a dot."""
TITLE_CHAIN = word_set(
    """rear vice air field army of the soviet union staff master first second third 1st 2nd 3rd class petty officer
    deputy assistant under acting former retired us navy force marine corps foreign prime grand
    lance guard national state darmee wing group flight squadron principal"""
)
"""Words that belong to a title only beside one: "Rear Admiral", "Marshal of the Soviet Union"."""
POSTNOMINALS = word_set(
    """phd md jd ma mba ms msc bsc ba bs mph mpa mpp mls mlis msw rn esq dds dvm edd psyd scd dphil cpa pe cissp pmp usn
    usaf usmc usa uscg ret retd obe mbe cbe kbe mp mep qc kc frs llm llb do pharmd drph facp np pa aicp"""
)
"""Letters after a comma that are degrees, services and honors."""
SURE_POSTNOMINALS = word_set("phd md esq mba jd pharmd edd")
"""Letters that are degrees without a comma too."""
SUFFIXES = {
    "jr": "jr", "sr": "sr", "ii": "ii", "iii": "iii", "iv": "iv", "2d": "ii", "2nd": "ii", "3d": "iii", "3rd": "iii",
}  # fmt: skip
"""What follows a family name to tell a son from his father; the value is the form that is compared."""
PARTICLES = word_set(
    "de da do dos das del della der den di du van von la le las los ter ten y e bin ibn bint al el ben zu zur af av"
)
"""Small words inside a name that are written in many ways and decide nothing."""

STRONG_ORGANIZATIONS = word_set(
    """staff team bureau agency ministry department office committee council commission institute administration
    association foundation university center centre group network newsroom editors correspondents blog organization
    organisation directorate division secretariat headquarters federation academy college laboratory laboratories
    consortium coalition alliance program programme project initiative reporters writers contributors community
    communications corporation company inc llc ltd gmbh embassy consulate parliament senate congress taskforce
    observatory museum library authority branch editorial agencies"""
)
"""Words that make any name holding them an institution's."""
WEAK_ORGANIZATIONS = word_set(
    """press board news desk post times herald journal service services media watch command forces force army navy corps
    guard union society radio television tv magazine review tribune gazette wire report daily today weekly monitor
    chronicle observer telegraph works partners labs lab affairs fund bank hub watchblog"""
)
"""Words that end an institution's name, unless a given name stands before them: Allison Press is a person."""
AGENCIES = frozenset(
    {
        "19fortyfive", "agence france-presse", "al jazeera", "anadolu", "associated press", "axios",
        "bloomberg", "breaking defense", "defense one", "deutsche welle", "general dynamics", "hydro-quebec",
        "interfax", "janes", "kyodo", "lockheed martin", "mac & i", "northrop grumman", "politico",
        "press trust of india", "radio free europe", "rand corporation", "reuters", "ria novosti",
        "stars and stripes", "tass", "the associated press", "the carpentries", "ukrinform", "unian",
        "united press international", "voice of america", "war on the rocks", "xinhua", "yonhap",
    }
)  # fmt: skip
"""Names of institutions that no word betrays."""
TOPICS = word_set(
    """security industry technology policy health human services standards safety science defense defence state
    education energy labor labour commerce treasury justice agriculture interior transportation trade affairs research
    development engineering international national federal strategic studies atmospheric oceanic wildlife fish food drug
    information innovation operations intelligence environment environmental management budget development digital
    security-studies space aviation naval military economic political public social data statistics analytics history
    peace conflict arms control nuclear missile aerospace systems solutions security technologies training policy
    planning programs resources finance law legal enforcement border customs immigration housing urban veterans
    homeland global regional american european asian african pacific atlantic central northern southern eastern western
    united states nations world government privacy consumer protection business"""
)
"""Words of institutions' names that no person's name holds."""

ROLES = word_set(
    """editor reporter correspondent writer columnist analyst producer photographer journalist author contributor
    director manager fellow researcher professor specialist officer strategist engineer designer advisor adviser
    consultant spokesperson spokesman spokeswoman secretary scientist historian economist lawyer attorney chairman
    chair chairwoman president intern lead chief head architect developer administrator coordinator blogger founder
    lecturer student critic presenter host illustrator cartoonist translator commander staffer"""
)
"""Nouns that say what somebody is."""
NOBODY = word_set("friends others colleagues agencies staff al more wires admin anonymous unknown")
"""What follows "and" without naming anyone."""
MONTHS = "january february march april may june july august september october november december"
