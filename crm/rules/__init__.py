"""Rules about customers: what a tag by rule and a segment are made of, asked of the database or judged of one."""

from crm.rules.fields import FIELDS
from crm.rules.known import Known, known_of
from crm.rules.rule import ALL, ANY, MOST_CONDITIONS, Condition, Rule, having

__all__ = ["ALL", "ANY", "FIELDS", "MOST_CONDITIONS", "Condition", "Known", "Rule", "having", "known_of"]
