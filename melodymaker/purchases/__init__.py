"""Buying credits: packs, the payment service's messages and orders, and the page /credits."""
