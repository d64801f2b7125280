"""Writes a note about nothing in particular."""

import sys

from farmtest import connect

url, text = sys.argv[1:]
connect(url).addNote(text)
