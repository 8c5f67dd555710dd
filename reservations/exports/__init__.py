"""The lists that leave the house as a file, by the name they have in addresses.

Another list is another class of crm.files.listed.Listed, and a line here.
"""

from crm.files.listed import Listed
from reservations.exports.customers import CompaniesFile, CustomersFile
from reservations.exports.events import EventsFile
from reservations.exports.guests import GuestListFile
from reservations.exports.payments import PaymentsFile
from reservations.exports.reservations import ReservationsFile
from reservations.exports.waitlist import WaitlistFile

LISTS: dict[str, type[Listed]] = {
    "reservations": ReservationsFile,
    "payments": PaymentsFile,
    "events": EventsFile,
    "guests": GuestListFile,
    "waitlist": WaitlistFile,
    "customers": CustomersFile,
    "companies": CompaniesFile,
}
