"""How names, e-mail addresses and telephone numbers are written so that they can be compared (R9)."""

import re
import unicodedata
from hashlib import sha256

import phonenumbers
from django.conf import settings

# Netherlands, Belgium, Germany, United Kingdom: what a firm's name may end in without being another firm.
LEGAL_FORMS = (
    *("bv", "nv", "bv io", "nv io", "vof", "cv", "ua", "maatschap", "eenmanszaak"),
    *("bvba", "sprl", "srl", "sa", "snc", "scs", "comm v", "commv", "comm va", "gcv", "cvba", "cvoa", "scrl", "se"),
    *("vzw", "ivzw", "asbl", "aisbl"),
    *("gmbh", "mbh", "ag", "kg", "ohg", "gbr", "ug", "ug haftungsbeschrankt", "ev", "eg", "kgaa", "partg"),
    *("gmbh co kg", "gmbh co ohg", "gmbh co kgaa", "ag co kg", "ug co kg", "se co kg", "partgmbb", "partg mbb"),
    *("ltd", "limited", "plc", "llp", "lp", "cic"),
)
# Without its dots it is a surname: Van Ek.
EINGETRAGENER_KAUFMANN = re.compile(r"\be\. ?k\.?\s*$")
LONGEST_KEY = 200
WHOLE_NUMBER = re.compile(r"[+0][\d\s()/.-]*")
_FORMS = sorted((tuple(form.split()) for form in LEGAL_FORMS), key=len, reverse=True)


def email_key(text: str) -> str:
    """The address as it is stored and compared: trimmed, case-folded, in one Unicode form; "" for none."""
    return unicodedata.normalize("NFC", text.strip()).casefold()


def folded(text: str) -> str:
    """Without case and accents, so that "ozdemir" finds Özdemir on every database."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def company_key(name: str) -> str:
    """The firm's name without case, accents, spacing, punctuation or legal form: "ABC B.V." and "abc bv" are "abc".

    A name of nothing but a legal form, or of signs alone, is compared as it stands: no firm disappears. Never longer
    than LONGEST_KEY: without its accents a name may be several times as long, and ends in a digest then.
    """
    key = _company_key(name)
    return key if len(key) <= LONGEST_KEY else key[: LONGEST_KEY - 64] + sha256(key.encode()).hexdigest()


def _company_key(name: str) -> str:
    plain = EINGETRAGENER_KAUFMANN.sub("", folded(name)).replace(".", "")
    # "B. V." is "BV": letters that stand alone are one abbreviation.
    words = re.findall(r"\w+", re.sub(r"\b(\w) (?=\w\b)", r"\1", plain))
    for form in _FORMS:
        if len(words) > len(form) and tuple(words[-len(form) :]) == form:
            words = words[: -len(form)]
            break
    return "".join(words) or name.strip().casefold()


def phone_e164(text: str, country_code: str = "") -> str:
    """The number as E.164 (+31612345678), or what was typed when it is no number that can be dialled.

    Dutch numbers that lost their leading 0 (or have a country code without +) are repaired: spreadsheets do that.
    """
    number = _dialled(text.strip(), country_code)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if number else text.strip()


def is_impossible(phone: str) -> bool:
    """Whether it is written as a whole number, and nobody can dial it; of one with words beside it nobody can tell."""
    return bool(WHOLE_NUMBER.fullmatch(phone.strip())) and _dialled(phone.strip()) is None


def _dialled(typed: str, country_code: str = "") -> phonenumbers.PhoneNumber | None:
    digits = re.sub(r"\D", "", typed)
    code = re.sub(r"\D", "", country_code)
    is_international = typed.startswith(("+", "00"))
    # With its country said beside it, a number is of that country: 0478 is a mobile in Belgium and a town in Limburg.
    said = f"+{code}{digits.lstrip('0')}" if code and not is_international else ""
    attempts = [said, typed, f"+{digits}", f"0{digits}"]
    for attempt in filter(None, attempts):
        try:
            number = phonenumbers.parse(attempt, settings.PHONE_REGION)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
    return None


def phone_digits(text: str) -> str:
    """What part of a stored number was typed: "0612", "+31 6 12" and "612" are all found in +31612345678."""
    return re.sub(r"\D", "", phone_e164(text)).lstrip("0")
