"""The store for other programs, over HTTP: a REST API described by OpenAPI 3.1.

A request goes through ``gate`` (who may come in at all), ``app`` (which route), ``reading`` or ``writing`` (who asks,
what is asked, from which state of the store) and one short function of ``routes``. What a route takes and gives is
said once, in its ``Route``: the server checks by it, and ``openapi`` describes by it.
"""
