"""Waits for a client that is online. Argument: the server's URL."""

import sys

import farmtest

farm = farmtest.connect(sys.argv[1])
farmtest.until("a client is online", lambda: [
    client for client in farm.getClients() if client["available"]])
