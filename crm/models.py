"""Who they are: customers, the companies they come from, their tags and notes."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.normalise import company_key, email_key, phone_e164
from crm.querysets import CustomerQuerySet
from crm.words import words_of


class Company(models.Model):
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(
        _("known as"), max_length=200, editable=False, help_text="crm.normalise.company_key of the name"
    )

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.UniqueConstraint(fields=["key"], name="company_one_per_key"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="company_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.key = company_key(self.name)
        super().save(*args, **kwargs)
        SearchWord.write(self.customers.select_related("company"))

    def clean(self):
        self.key = company_key(self.name)
        if Company.objects.filter(key=self.key).exclude(pk=self.pk).exists():
            raise ValidationError({"name": self.unique_error_message(Company, ("name",))})


class Tag(models.Model):
    """What staff call a customer: VIP, Grote klant, or a name of their own."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    colour = models.CharField(_("colour"), max_length=7, default="#6B7280", help_text=_("As #RRGGBB."))

    class Meta:
        verbose_name = _("customer tag")
        verbose_name_plural = _("customer tags")

    def __str__(self) -> str:
        return self.name


class Customer(models.Model):
    """One person or mailbox that books. Found or made by crm.identity (R9), never deleted under its bookings."""

    class Language(models.TextChoices):
        DUTCH = "nl", _("Dutch")
        ENGLISH = "en", _("English")

    salutation = models.CharField(_("salutation"), max_length=40, blank=True)
    first_name = models.CharField(_("first name"), max_length=200, blank=True)
    last_name = models.CharField(_("last name"), max_length=200, blank=True)
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), null=True, blank=True, related_name="customers"
    )
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True, help_text=_("As +31612345678."))
    street = models.CharField(_("street"), max_length=200, blank=True)
    house_number = models.CharField(_("house number"), max_length=20, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    vat_number = models.CharField(_("VAT number"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.DUTCH)
    newsletter_at = models.DateTimeField(_("newsletter since"), null=True, blank=True)
    newsletter_how = models.CharField(_("newsletter consent given by"), max_length=200, blank=True)
    remarks = models.TextField(_("customer notes"), blank=True)
    tags = models.ManyToManyField(Tag, through="Tagging", verbose_name=_("tags"), related_name="customers")
    created_at = models.DateTimeField(_("customer since"))

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="customer_one_per_email"),
            models.CheckConstraint(
                condition=~Q(first_name="") | ~Q(last_name="") | Q(company__isnull=False) | ~Q(email=""),
                name="customer_can_be_addressed",
            ),
            models.CheckConstraint(
                condition=Q(newsletter_at__isnull=False) | Q(newsletter_how=""), name="customer_consent_has_a_moment"
            ),
        ]
        indexes = [
            models.Index(fields=["last_name", "first_name", "id"], name="customer_by_name"),
            models.Index(fields=["phone"], name="customer_by_phone", condition=~Q(phone="")),
            models.Index(fields=["-created_at", "-id"], name="customer_newest_first"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        SearchWord.write([self])

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.first_name, self.last_name]))

    @property
    def display_name(self) -> str:
        """Company, or else the person, or else the address: what a row on screen calls them."""
        return (self.company.name if self.company else "") or self.full_name or self.email

    @property
    def addressed_as(self) -> str:
        """As a letter begins: with salutation and last name, or what there is of a name."""
        # After "Beste" and "Dear" alike a title has a small letter in Dutch; English titles are names.
        salutation = self.salutation.lower() if self.language == self.Language.DUTCH else self.salutation
        formal = f"{salutation} {self.last_name}" if self.salutation and self.last_name else ""
        return formal or self.full_name or self.display_name

    def clean(self):
        self.email = email_key(self.email)
        self.phone = phone_e164(self.phone)


class SearchWord(models.Model):
    """A word that finds a customer (crm/words.py): written with every save and bulk insert of customers."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="search_words")
    word = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "customer"], name="search_word_once_per_customer")]

    def __str__(self) -> str:
        return bytes(self.word).decode(errors="replace")

    @staticmethod
    def write(customers: Iterable[Customer]) -> None:
        """Make the words of these customers what their rows say."""
        objects, words = SearchWord.objects, {customer.pk: words_of(customer) for customer in customers}
        wanted = {(pk, word) for pk, found in words.items() for word in found}
        rows = objects.filter(customer__in=words).values_list("pk", "customer", "word")
        stored = {(customer, bytes(word)): pk for pk, customer, word in rows}
        objects.filter(pk__in=[pk for key, pk in stored.items() if key not in wanted]).delete()
        objects.bulk_create(SearchWord(customer_id=pk, word=word) for pk, word in sorted(wanted - stored.keys()))


class Tagging(models.Model):
    """A tag on a customer, with its reason: by whom, or by which rule."""

    customer = models.ForeignKey(Customer, models.CASCADE, verbose_name=_("customer"), related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, verbose_name=_("tag"), related_name="taggings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("tag of a customer")
        verbose_name_plural = _("tags of customers")
        constraints = [models.UniqueConstraint(fields=["customer", "tag"], name="tagging_once_per_customer")]

    def __str__(self) -> str:
        return f"{self.tag} · {self.customer}"


class Note(models.Model):
    """What staff want each other to know of a customer."""

    customer = models.ForeignKey(Customer, models.CASCADE, verbose_name=_("customer"), related_name="notes")
    text = models.TextField(_("note"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("staff note")
        verbose_name_plural = _("staff notes")
        indexes = [models.Index(fields=["customer", "-at", "-id"], name="note_newest_first")]

    def __str__(self) -> str:
        return self.text[:80]
