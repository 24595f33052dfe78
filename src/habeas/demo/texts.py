"""What the invented visits found: a dozen situations of the kind that field staff write about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """One observation: text, how, code and connection and reliability of the source, area."""

    text: str
    kind: str = "seen"
    source: str = "TEAM"
    connection: str = "STF"
    reliability: str = "1"
    area: str = ""


@dataclass(frozen=True)
class Situation:
    """What a visit to one kind of site found, and what was recommended."""

    site: str
    visit: str
    purpose: str
    seen: tuple[Seen, ...]
    title: str
    analysis: str
    conclusion: str
    articles: tuple[str, ...]
    proof: str
    bearer: tuple[str, str, str]
    remedy_kind: str
    remedy: str
    answer: str
    later: str
    ground: str = ""


SITUATIONS = (
    Situation(
        "POL", "UNAN", "Look at the holding cells, the register and access to a lawyer.",
        (Seen("Two cells of 6 m² held three persons each; one had no window and no call bell.", area="MAT"),
         Seen("Three of the last twenty entries in the register of detention lack the hour at which the family was "
              "told.", kind="read", source="DOC1", connection="DOC", area="SAF"),
         Seen("Një i ndaluar tha se kërkoi avokat në mbrëmje dhe se avokati erdhi të nesërmen.", kind="said",
              source="S1", connection="VIC", reliability="2", area="SAF")),
        "Late access to a lawyer and overcrowded holding cells",
        "Persons deprived of liberty have the right to a lawyer from the outset and to conditions that respect their "
        "dignity. The register and the account agree that the lawyer came only the next day.",
        "Access to a lawyer was delayed and the cells are below the minimum space.",
        ("ICCPR-10", "ECHR-5"), "RG", ("POL", "central", "demo-police"), "REG",
        "Instruct all stations to record the hour of every notification and to call the lawyer on duty at once.",
        "An instruction was sent to all stations; the cells will be refurbished when the budget allows.",
        "The register is complete since the instruction. The cells are unchanged.",
    ),
    Situation(
        "COR", "FULL", "Full inspection after reports about the health unit.",
        (Seen("The health unit had no doctor on the day of the visit; the roster shows one doctor two days a week.",
              area="HEA"),
         Seen("Medical files lie on an open shelf in the corridor.", area="HEA"),
         Seen("A member of staff said that requests to see the doctor pass through the guards.", kind="said",
              source="S1", connection="AUT", reliability="2", area="HEA")),
        "No daily presence of a doctor and no medical confidentiality",
        "Health care in detention must equal that outside, and medical data must stay with medical staff. Both the "
        "roster and the staff show that this is not so.",
        "Prisoners have no timely and confidential access to a doctor.",
        ("ICESCR-12", "ICCPR-10"), "RG", ("COR", "central", "demo-corrections"), "RES",
        "Ensure that a doctor is present every working day, and lock the medical files away.",
        "Files were moved to a locked room. A second doctor will be recruited.",
        "Files are locked away. The second doctor has not started.",
    ),
    Situation(
        "school", "THEM", "Instruction in the mother tongue and school transport.",
        (Seen("Classes 3 and 4 have no teacher for instruction in the mother tongue since September."),
         Seen("Prindërit thanë se fëmijët udhëtojnë 11 km me mjete të veta.", kind="said", source="S1",
              connection="WIT", reliability="2"),
         Seen("The municipal plan for school transport does not name this settlement.", kind="read", source="DOC1",
              connection="DOC")),
        "Children without instruction in their mother tongue and without transport",
        "Children of communities have the right to instruction in their language. The municipality knows of the gap "
        "and its plan does not close it.",
        "The right to mother-tongue education is not ensured in two classes.",
        ("CRC-30", "CRC-28"), "RG", ("EDU", "municipal", "demo-municipality"), "LANG",
        "Appoint the two teachers before the next term and add the settlement to the transport plan.",
        "The transport plan was amended. The posts were advertised twice without applicants.",
        "A bus runs since March. One of the two teachers has started.",
        ground="LAN",
    ),
    Situation(
        "return", "FUP", "How returned families live six months after their return.",
        (Seen("Four of the nine houses have no electricity meter and use a shared line."),
         Seen("Мештани су рекли да су двапут тражили састанак са општином и да одговор нису добили.", kind="said",
              source="S1", connection="WIT", reliability="2"),
         Seen("The municipal returns officer confirmed two written requests without a reply.", kind="said",
              source="S2", connection="AUT", reliability="1")),
        "Municipality does not answer requests of returned families",
        "Returnees are entitled to equal access to public services and to an answer from the administration. Two "
        "independent accounts agree that none was given.",
        "Returned families have no equal access to electricity and to the administration.",
        ("ICCPR-12", "ICESCR-11"), "RG", ("MUN", "municipal", "demo-municipality"), "SYS",
        "Answer pending requests within a month and have the four houses connected.",
        "A meeting with the families took place; the utility will install the meters.",
        "All four houses are connected.",
    ),
    Situation(
        "court", "THEM", "Interpretation and length of proceedings.",
        (Seen("Two of five hearings were adjourned because no interpreter came."),
         Seen("The court's list of interpreters has one person for the second official language.", kind="read",
              source="DOC1", connection="DOC"),
         Seen("Avokati tha se shtyrjet janë të zakonshme.", kind="said", source="S1", connection="LAW",
              reliability="2")),
        "Hearings adjourned for want of interpreters",
        "A fair trial requires an interpreter free of charge and a decision within reasonable time.",
        "Parties who need interpretation wait longer for a decision.",
        ("ICCPR-14", "ECHR-6"), "RG", ("COURT", "central", "demo-court"), "RES",
        "Enlarge the list of interpreters and book them when the hearing is set.",
        "A public call for interpreters was issued.",
        "The list has four interpreters. No hearing was adjourned on the day of the visit.",
        ground="LAN",
    ),
    Situation(
        "collective", "FULL", "Living conditions and the plan for closing the shelter.",
        (Seen("Eleven families share four bathrooms; two of them do not work."),
         Seen("The closure plan of the shelter ended two years ago and was not renewed.", kind="read", source="DOC1",
              connection="DOC")),
        "Collective shelter without a closure plan and with poor sanitation",
        "Displaced persons have the right to adequate housing and to take part in planning a durable solution.",
        "Conditions are inadequate and no durable solution is planned.",
        ("ICESCR-11",), "LIKE", ("CSW", "central", "demo-social"), "POLY",
        "Repair the bathrooms now and adopt a plan for durable housing with the families by the end of the year.",
        "The bathrooms will be repaired in spring.",
        "One bathroom was repaired; there is no plan.",
    ),
    Situation(
        "SOC", "FULL", "Legal safeguards of residents who cannot leave.",
        (Seen("Seven residents under guardianship could not say who their guardian is.", kind="said", source="S1",
              connection="VIC", reliability="2"),
         Seen("No placement decision had been reviewed in the past year.", kind="read", source="DOC1",
              connection="DOC")),
        "Placement without review and without an effective guardian",
        "Any placement that deprives of liberty must be reviewed regularly, with a representative of trust.",
        "Residents have no effective safeguard against unjustified placement.",
        ("CRPD-12", "CRPD-14"), "RG", ("CSW", "municipal", "demo-social"), "INV",
        "Review every placement within three months with a guardian who has met the resident.",
        "Reviews have begun.",
        "Five of the seven placements were reviewed.",
        ground="DIS",
    ),
    Situation(
        "municipal", "ADHOC", "Use of the official languages in municipal services.",
        (Seen("All notices in the hall are in one language; the counter has forms in one language."),
         Seen("The municipal web page has no version in the second official language.", kind="read", source="DOC1",
              connection="DOC")),
        "Municipal services in one official language only",
        "Both official languages have equal status in municipal services.",
        "Residents who use the second official language are not served equally.",
        ("FCNM-10", "ICCPR-26"), "CLEAR", ("MUN", "municipal", "demo-municipality"), "LANG",
        "Put up all notices and forms in both official languages and translate the web page.",
        "Notices were translated.",
        "Notices and forms are in both languages; the web page is not.",
        ground="LAN",
    ),
)  # fmt: skip
