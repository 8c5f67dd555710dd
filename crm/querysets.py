"""The vocabulary of customers: every set of them that Foyer asks for has its name here."""

from typing import Self

from django.db.models import Q, QuerySet

from crm.normalise import company_key, email_key, folded, phone_digits


class CustomerQuerySet(QuerySet):
    def with_email(self, email: str) -> Self:
        return self.filter(email=email_key(email))

    def search(self, text: str) -> Self:
        """Those whose name, company, e-mail address or telephone number contains every word of `text`."""
        customers = self
        for word in text.split():
            customers = customers.filter(_found_by(word))
        return customers


def _found_by(word: str) -> Q:
    company = Q(company__name__icontains=word) | Q(company__key__contains=company_key(word))
    found = Q(name_key__contains=folded(word)) | company | Q(email__contains=email_key(word))
    digits = phone_digits(word)
    return found | Q(phone__contains=digits) if digits else found
