"""Customers as their bookings make them: where what is known of somebody meets what they booked (ADR 13)."""
