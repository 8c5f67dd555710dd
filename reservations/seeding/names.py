"""Names of people, firms, streets and shows, as a Dutch venue meets them. Addresses are of reserved domains."""

FIRST = (
    ("Mevrouw", "Anouk"), ("De heer", "Bart"), ("Mevrouw", "Charlotte"), ("De heer", "Daan"), ("Mevrouw", "Emma"),
    ("De heer", "Emre"), ("Mevrouw", "Fatima"), ("De heer", "Gijs"), ("Mevrouw", "Hanneke"), ("De heer", "Ibrahim"),
    ("Mevrouw", "Ilse"), ("De heer", "Jeroen"), ("Mevrouw", "Karin"), ("De heer", "Koen"), ("Mevrouw", "Lotte"),
    ("De heer", "Maarten"), ("Mevrouw", "Marijke"), ("De heer", "Niels"), ("Mevrouw", "Noor"), ("De heer", "Pieter"),
    ("Mevrouw", "Roos"), ("De heer", "Ruben"), ("Mevrouw", "Saskia"), ("De heer", "Sjoerd"), ("Mevrouw", "Tess"),
    ("De heer", "Thijs"), ("Mevrouw", "Wendy"), ("De heer", "Willem"), ("Mevrouw", "Zeynep"), ("De heer", "René"),
)  # fmt: skip
LAST = (
    "de Jong", "Jansen", "de Vries", "van den Berg", "Bakker", "van Dijk", "Visser", "Smit", "Meijer", "de Boer",
    "Mulder", "de Groot", "Bos", "Vos", "Peters", "Hendriks", "van Leeuwen", "Dekker", "Brouwer", "de Wit", "Dijkstra",
    "Smits", "de Graaf", "van der Meer", "Kok", "Jacobs", "Vermeulen", "van den Heuvel", "Schouten", "van Beek",
    "Willems", "Hoekstra", "Koster", "Prins", "Huisman", "Özdemir", "Yilmaz", "El Amrani", "Ferreira", "Postma",
)  # fmt: skip
FIRMS = (
    "Aannemersbedrijf Smits BV", "Accountantskantoor De Linde", "Bakkerij Van Beek", "Bouwgroep Kempenland BV",
    "Drukkerij De Hoop", "Fysiotherapie Het Centrum", "Garage Hoekstra", "Hoveniers Groenrijk BV", "ICT Huis Zuid BV",
    "Installatiebedrijf Peters", "Kwekerij De Peel", "Makelaardij Vermeulen", "Notariskantoor Prins",
    "Personeelsvereniging De Schakel", "Rederij Postma BV", "Schildersbedrijf Kok", "Stichting De Zonnebloem Eersel",
    "Tandartsen aan de Markt", "Transport Van der Meer BV", "Zorggroep De Brink",
)  # fmt: skip
TRADES = (
    "Aannemersbedrijf", "Accountants", "Autobedrijf", "Bakkerij", "Bloemisterij", "Drukkerij", "Fysiotherapie",
    "Hoveniers", "Installatietechniek", "Makelaardij", "Notariskantoor", "Schildersbedrijf", "Tandartsen", "Transport",
)  # fmt: skip
STREETS = (
    "Dorpsstraat", "Kerkstraat", "Molenweg", "Stationsweg", "Schoolstraat", "Nieuwstraat", "Hoogstraat", "Beukenlaan",
    "Eikenlaan", "Lindelaan", "Marktstraat", "Parallelweg",
)  # fmt: skip
CITIES = (
    ("Eindhoven", 5611), ("Eersel", 5521), ("Bladel", 5531), ("Veldhoven", 5501), ("Tilburg", 5011), ("Helmond", 5701),
    ("Reusel", 5541), ("Valkenswaard", 5551), ("Best", 5681), ("Den Bosch", 5211),
)  # fmt: skip
MAILBOXES = ("example.com", "example.org", "example.net")

SHOWS = {
    "De Grote Kempen Show": "Een avond vol muziek, humor en lekker eten.",
    "Winterwonderland": "Dinershow in wintersfeer, met live band.",
    "Tropische Nachten": "Zwoele klanken en een menu van ver.",
    "Muziek uit de Jukebox": "De hits van toen, aan tafel meegezongen.",
}
OCCASIONS = ("Verjaardag", "Huwelijksjubileum", "Personeelsuitje", "Pensioen", "Geslaagd", "Vrijgezellenfeest")
REMARKS = (
    "Graag een tafel vooraan.", "Eén gast komt met een rolstoel.", "Wij komen met de bus.", "Liever niet bij de deur.",
    "Graag alle gasten bij elkaar.", "Kinderstoel nodig.", "Wij willen graag apart afrekenen voor de drankjes.",
)  # fmt: skip
DIETS = ("Notenallergie", "Geen varkensvlees", "Zwanger: geen rauwe vis", "Schaaldierenallergie")
