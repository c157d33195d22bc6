"""Text as XML can carry it: one odd byte must not end a whole feed or sitemap."""

import re

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text):
    return NOT_IN_XML.sub("", str(text))
