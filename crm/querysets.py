"""The vocabulary of customers: every set of them that Foyer asks for has its name here."""

from typing import Self

from django.db.models import Q, QuerySet

from crm.normalise import company_key, email_key, phone_e164


class CustomerQuerySet(QuerySet):
    def with_email(self, email: str) -> Self:
        return self.filter(email=email_key(email))

    def of_company(self, name: str) -> Self:
        return self.filter(company__key=company_key(name))

    def search(self, text: str) -> Self:
        """Those whose name, company, e-mail address or telephone number contains every word of `text`."""
        customers = self
        for word in text.split():
            customers = customers.filter(
                Q(first_name__icontains=word)
                | Q(last_name__icontains=word)
                | Q(company__name__icontains=word)
                | Q(email__icontains=email_key(word))
                | Q(phone__contains=phone_e164(word).removeprefix("+"))
            )
        return customers

    # Loading

    def with_company(self) -> Self:
        return self.select_related("company")
