"""What visits find and what people report, beside the words: where, against which standard, who must act."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """What a visit to one kind of site may find."""

    sites: tuple[str, ...]
    articles: tuple[str, ...]
    bearer: tuple[str, str, str]
    remedy: str
    ground: str = ""
    strand: str = "monitoring"
    training: str = "COURSE"


POLICE = ("POL", "central", "demo-police")
PRISON = ("COR", "central", "demo-corrections")
TOWN = ("MUN", "municipal", "demo-municipality")
SOCIAL = ("CSW", "municipal", "demo-social")
COURT = ("COURT", "central", "demo-court")
EDUCATION = ("EDU", "municipal", "demo-municipality")
TOPICS: dict[str, Topic] = {
    "pol_register": Topic(("POL",), ("ICCPR-9", "ECHR-5", "CPTSTD-police"), POLICE, "REG"),
    "pol_cells": Topic(("POL",), ("ICCPR-10", "ECHR-3", "CPTSTD-police"), POLICE, "INFRA"),
    "cor_health": Topic(("COR",), ("ICESCR-12", "ICCPR-10", "CPTSTD-health"), PRISON, "RES"),
    "cor_regime": Topic(("COR",), ("ICCPR-10", "CPTSTD-prisons", "MAND-43-45"), PRISON, "RES"),
    "soc_safeguards": Topic(("SOC",), ("CRPD-12", "CRPD-14", "CPTSTD-psychiatry"), SOCIAL, "INV", "DIS"),
    "school_tongue": Topic(("school",), ("CRC-28", "CRC-30", "FCNM-14"), EDUCATION, "RES", "LAN"),
    "school_inclusion": Topic(("school",), ("CRPD-24", "CRC-2", "CRPD-9"), EDUCATION, "INFRA", "DIS"),
    "return_services": Topic(("return",), ("ICESCR-11", "GPID-28", "GPID-18"), TOWN, "SYS", "", "protection"),
    "return_security": Topic(("return",), ("ICCPR-9", "GPID-29", "GPID-21"), POLICE, "INV", "ETH", "protection"),
    "court_language": Topic(("court",), ("ICCPR-14", "ECHR-6", "FCNM-10"), COURT, "RES", "LAN", "trial"),
    "court_delay": Topic(("court",), ("ICCPR-14", "ECHR-6", "ECHR-13"), COURT, "SYS", "", "trial"),
    "collective_conditions": Topic(("collective",), ("ICESCR-11", "GPID-18"), SOCIAL, "POLY", "", "protection"),
    "municipal_language": Topic(("municipal",), ("FCNM-10", "ICCPR-26", "FCNM-11"), TOWN, "LANG", "LAN"),
    "municipal_documents": Topic(("municipal",), ("CRC-7", "ICCPR-16", "GPID-20"), TOWN, "REG", "COM"),
    "crossing_asylum": Topic(("crossing",), ("REF51-33", "REF51-31"), POLICE, "REG", "", "entry"),
    "shelter_protection": Topic(("shelter",), ("IST-23", "IST-50", "CEDAW-2"), SOCIAL, "RES", "GEN", "protection"),
}  # fmt: skip


@dataclass(frozen=True)
class Event:
    """What people report: acts, kind, ground, situation of who suffered, whom it is said of."""

    acts: tuple[str, ...]
    kind: str
    ground: str
    situation: str
    done_by: str
    articles: tuple[str, ...]
    bearer: tuple[str, str, str] = POLICE
    sites: tuple[str, ...] = ()


EVENTS: dict[str, Event] = {
    "windows": Event(("PROP.DAM",), "STON", "ETH", "RET", "UNK", ("ICCPR-9", "GPID-21"), sites=("return",)),
    "theft": Event(("PROP.THEFT",), "BURG", "", "RET", "UNK", ("ECHR-P1-1", "GPID-21"), sites=("return",)),
    "graffiti": Event(("INTG.THR", "DISC.HATE"), "GRAF", "ETH", "NUM", "UNK", ("ICCPR-20", "FCNM-6")),
    "insult": Event(("INTG.HAR",), "VERB", "ETH", "NUM", "PRIV", ("ICCPR-26", "FCNM-6")),
    "occupation": Event(("PROP.OCC",), "LAND", "ETH", "IDP", "PRIV", ("ECHR-P1-1", "GPID-29"), COURT),
    "force": Event(("INTG.FORCE", "DET.SAFE"), "", "", "DET", "POL", ("ICCPR-7", "CAT-16"), sites=("POL",)),
    "language": Event(("COMM.LANG", "IDEN.DOC"), "", "LAN", "NUM", "MUN", ("FCNM-10",), TOWN, ("municipal",)),
    "hearing": Event(("JUST.DEL",), "", "", "", "COURT", ("ICCPR-14", "ECHR-6"), COURT, ("court",)),
    "online": Event(("DISC.HATE",), "ONL", "ETH", "RET", "UNK", ("ICCPR-20",)),
    "school": Event(("DISC.SEG", "ESC.EDU"), "", "COM", "CHI", "EDU", ("CRC-28",), EDUCATION, ("school",)),
    "violence": Event(("INTG.DV",), "", "GEN", "WOM", "PRIV", ("IST-50", "IST-53", "CEDAW-2"), SOCIAL),
    "utility": Event(("ESC.UTIL",), "", "", "POV", "PRIV", ("ICESCR-11",), TOWN),
    "heritage": Event(("COMM.HER",), "HERT", "REL", "", "UNK", ("ICCPR-18", "FCNM-8")),
    "journalist": Event(("EXPR.JRN",), "VERB", "POO", "JRN", "PRIV", ("ICCPR-19", "ECHR-10")),
}  # fmt: skip

HOW = {"seen": ("TEAM", "STF", "1"), "read": ("DOC", "DOC", "1")}
"""Source, connection and reliability of what the team saw or read; what was said names its connection."""
SAID = {"VIC": "2", "WIT": "2", "AUT": "2", "LAW": "2", "REL": "3", "MED": "1", "NGO": "2"}
"""How far what somebody said is relied on, by the connection."""
GIVEN = ("Agim", "Ajla", "Besa", "Branka", "Dragan", "Elvana", "Fatime", "Goran", "Gylten", "Jelena", "Kushtrim",
         "Ljiljana", "Milan", "Mirsad", "Nazife", "Petar", "Rexhep", "Snežana", "Sami", "Vesa", "Zoran")  # fmt: skip
FAMILY = ("Shpikuri", "Demaj-Demo", "Izmišljenić", "Demović", "Trilluri", "Fiktivović", "Demopersoni", "Sajuari",
          "Izmišljen", "Demoqi", "Fiktivaj", "Probnić")  # fmt: skip
"""Family names that are visibly invented."""
