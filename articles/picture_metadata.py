"""What a picture file says of itself: read XMP first, then IIM; write the credit into each rendition.

Which field means what: docs/conventions (IPTC Photo Metadata). Places and serial numbers are never kept.
"""

from xml.sax.saxutils import escape

from defusedxml import ElementTree
from PIL import IptcImagePlugin

NAMESPACES = {
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
# our name: (XMP property, IIM record and dataset, longest value we keep)
FIELDS = {
    "credit": ("photoshop:Credit", (2, 110), 200),
    "creator": ("dc:creator", (2, 80), 200),
    "caption": ("dc:description", (2, 120), 500),
    "copyright_notice": ("dc:rights", (2, 116), 300),
    "source": ("photoshop:Source", (2, 115), 200),
    "alt": ("Iptc4xmpCore:AltTextAccessibility", None, 500),
}
LISTED = {"dc:creator": "Seq", "dc:description": "Alt", "dc:rights": "Alt"}
LISTED["Iptc4xmpCore:AltTextAccessibility"] = "Alt"


def read(image):
    """{our name: text} of what an opened picture says of itself; what it does not say is left out."""
    xmp, iim = xmp_of(image), iim_of(image)
    found = {}
    for name, (xmp_name, iim_name, longest) in FIELDS.items():
        value = in_xmp(xmp, xmp_name) or iim.get(iim_name, "")
        if value := " ".join(value.replace("\0", " ").split())[:longest]:
            found[name] = value
    return found


def xmp_of(image):
    """The root of its XMP packet, or None: a broken packet says nothing."""
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if not packet:
        return None
    if isinstance(packet, str):
        packet = packet.encode()
    try:
        return ElementTree.fromstring(packet.rstrip(b"\0"))
    except (ElementTree.ParseError, ValueError):
        return None


def in_xmp(root, name):
    """The text of a property: an element, its first list item, or an attribute."""
    if root is None:
        return ""
    prefix, _, local = name.partition(":")
    qualified = f"{{{NAMESPACES[prefix]}}}{local}"
    for element in root.iter(qualified):
        items = list(element.iter(f"{{{NAMESPACES['rdf']}}}li"))
        return ", ".join(item.text or "" for item in items) if items else (element.text or "")
    descriptions = root.iter(f"{{{NAMESPACES['rdf']}}}Description")
    return next((node.get(qualified) for node in descriptions if node.get(qualified)), "")


def iim_of(image):
    """{(record, dataset): text}; several values are joined."""
    try:
        rows = IptcImagePlugin.getiptcinfo(image) or {}
    except (SyntaxError, ValueError, KeyError, OSError):
        return {}
    return {key: decoded(value) for key, value in rows.items()}


def decoded(value):
    if isinstance(value, list):
        return ", ".join(decoded(item) for item in value)
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def packet(said):
    """The XMP packet that says these things and nothing else."""
    lines = [_property(FIELDS[name][0], text) for name, text in said.items() if text]
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {declared}><rdf:Description rdf:about="">'
        f"{''.join(lines)}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    ).encode()


def _property(name, text):
    kind = LISTED.get(name)
    if kind is None:
        return f"<{name}>{escape(text)}</{name}>"
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    item = f"<rdf:li{language}>{escape(text)}</rdf:li>"
    return f"<{name}><rdf:{kind}>{item}</rdf:{kind}></{name}>"
