"""Addresses: one module for each page of the menu."""
