"""Customers, the companies they come from, their tags, notes and segments."""

from crm.models.company import Company
from crm.models.customer import Customer
from crm.models.distinct import Distinct
from crm.models.note import Note
from crm.models.revision import Revision
from crm.models.segment import Segment
from crm.models.tag import Tag, Tagging
from crm.models.words import SearchWord

__all__ = ["Company", "Customer", "Distinct", "Note", "Revision", "SearchWord", "Segment", "Tag", "Tagging"]
