"""Who they are: one person or mailbox that books."""

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.addresses import path_of
from crm.models.company import Company
from crm.models.tag import Tag
from crm.models.words import SearchWord
from crm.normalise import email_key, phone_e164
from crm.querysets import GONE, CustomerQuerySet


class Customer(models.Model):
    """One person or mailbox that books. Found or made by crm.identity (R9), never deleted under its bookings.

    One that was merged is kept as another address of the customer it was `merged_into`, who has its bookings. One that
    was erased is nobody any more, and keeps its bookings without a name.
    """

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
    tags_now: list[Tag]  # by hand and by rule, by name: of rows of reservations.customers.rows
    tags = models.ManyToManyField(Tag, through="Tagging", verbose_name=_("tags"), related_name="customers")
    created_at = models.DateTimeField(_("customer since"))
    version = models.PositiveIntegerField(default=1, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("merged into"), null=True, blank=True, editable=False, db_index=False,
        related_name="aliases",
    )  # fmt: skip
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        permissions = [("erase_customer", "Can erase a customer for good")]
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="customer_one_per_email"),
            models.CheckConstraint(
                condition=~Q(first_name="")
                | ~Q(last_name="")
                | Q(company__isnull=False)
                | ~Q(email="")
                | Q(erased_at__isnull=False)
                | Q(merged_into__isnull=False),
                name="customer_can_be_addressed",
            ),
            models.CheckConstraint(
                condition=Q(newsletter_at__isnull=False) | Q(newsletter_how=""), name="customer_consent_has_a_moment"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="customer_not_merged_into_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["last_name", "first_name", "id"], name="customer_by_name"),
            models.Index(fields=["phone"], name="customer_by_phone", condition=~Q(phone="")),
            models.Index(fields=["-created_at", "-id"], name="customer_newest_first"),
            # In part, as are all columns that are nearly always empty: SQLite would look there for the standing.
            models.Index(fields=["merged_into"], name="customer_merged_into", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["id"], name="customer_gone", condition=GONE),
            models.Index(
                fields=["newsletter_at"], name="customer_subscribed", condition=Q(newsletter_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        SearchWord.write([self])

    def get_absolute_url(self) -> str:
        return path_of("customers:detail", self.pk)

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.first_name, self.last_name]))

    @property
    def display_name(self) -> str:
        """Company, or else the person, or else the address: what a row on screen calls them."""
        if self.erased_at:
            return gettext("Erased customer")
        return (self.company.name if self.company else "") or self.full_name or self.email

    @property
    def known_as(self) -> str:
        """With the person of a company: "Anna Bos (ABC)". Of two contacts of one firm it says which."""
        person = "" if self.erased_at else self.full_name
        return f"{person} ({self.company})" if person and self.company else self.display_name

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
