"""What a drawn picture says of itself: credit, caption and alternative text, as XMP."""

from xml.sax.saxutils import escape

PROPERTIES = {
    "credit": "<photoshop:Credit>{}</photoshop:Credit>",
    "caption": '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>',
    "alt": '<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>',
}


def packet(said):
    lines = "".join(form.format(escape(said[name])) for name, form in PROPERTIES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">{lines}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
