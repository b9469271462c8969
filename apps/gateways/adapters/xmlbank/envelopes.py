"""The bank's XML: SOAP 1.1 envelopes written, and what comes back read strictly.

What is read is UTF-8, has no document type (so no entity to expand and none to fetch) and stands in the namespaces of
SOAP and of the bank. Each reader takes the error that whatever is not so becomes: OutcomeUnknown of an answer,
BadCallback of a callback.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

# Only to write: what comes from outside is read by defusedxml.
from xml.etree import ElementTree as ET  # nosec B405

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from apps.gateways.reading import Fields

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
BANK = "urn:xmlbank:v1"
LONGEST = 64 * 1024
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")

# Only how the log reads.
ET.register_namespace("soap", SOAP)
ET.register_namespace("bank", BANK)


@dataclass(frozen=True, slots=True)
class Fault:
    """What the bank says instead of an answer. `code` is empty when it says none."""

    code: str


def write_request(name: str, fields: Mapping[str, str], *, username: str, password: str, now: datetime) -> bytes:
    """An envelope with a fresh nonce: it can be sent once."""
    envelope = ET.Element(f"{{{SOAP}}}Envelope")
    header = ET.SubElement(ET.SubElement(envelope, f"{{{SOAP}}}Header"), f"{{{BANK}}}Security")
    nonce, created = secrets.token_urlsafe(18), now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = hashlib.sha256((nonce + created + password).encode()).digest()
    security = {
        "Username": username,
        "Nonce": nonce,
        "Created": created,
        "PasswordDigest": base64.b64encode(digest).decode(),
    }
    body = ET.SubElement(ET.SubElement(envelope, f"{{{SOAP}}}Body"), f"{{{BANK}}}{name}")
    for parent, texts in ((header, security), (body, fields)):
        for child, text in texts.items():
            ET.SubElement(parent, f"{{{BANK}}}{child}").text = line(text)
    written: bytes = ET.tostring(envelope, encoding="utf-8", xml_declaration=True)
    return written


def read_answer(body: bytes, name: str, error: type[Exception]) -> Fields | Fault:
    """The element `name` in an envelope's body, or the fault that stands in its place."""
    root = _parse(body, error)
    if root.tag != f"{{{SOAP}}}Envelope":
        raise error("no envelope of SOAP 1.1")
    bodies = root.findall(f"{{{SOAP}}}Body")
    if len(bodies) != 1 or len(bodies[0]) != 1:
        raise error("not one body with one element in it")
    said = bodies[0][0]
    if said.tag == f"{{{SOAP}}}Fault":
        return Fault(_fault_code(said))
    if said.tag != f"{{{BANK}}}{name}":
        raise error("an answer to another question")
    return _fields(said, error)


def read_notification(body: bytes, error: type[Exception]) -> Fields:
    """The children of a PaymentNotification, and its attribute Id by the name "@Id"."""
    root = _parse(body, error)
    if root.tag != f"{{{BANK}}}PaymentNotification":
        raise error("no payment notification of this bank")
    return _fields(root, error)


def line(text: str) -> str:
    """One line that XML 1.0 can hold: what it cannot becomes a space."""
    return _NOT_TEXT.sub(" ", text)[:140].strip()


def _parse(body: bytes, error: type[Exception]) -> ET.Element:
    if len(body) > LONGEST:
        raise error("longer than a message of this protocol is")
    try:
        # Decoded here: as text it is UTF-8 whatever its own declaration says.
        read: ET.Element = fromstring(body.decode(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except (ET.ParseError, DefusedXmlException, ValueError, RecursionError) as why:
        raise error(f"not XML: {type(why).__name__}") from None
    return read


def _fields(element: ET.Element, error: type[Exception]) -> Fields:
    """The texts of the bank's elements in `element`; those of other namespaces are extensions, and not ours to read.

    One that is there twice, or has elements where its text should be, is no text, and cannot be read.
    """
    texts: dict[str, object] = {f"@{name}": value for name, value in element.attrib.items()}
    for child in element:
        space, _, name = str(child.tag).rpartition("}")
        if space == f"{{{BANK}":
            texts[name] = [child] if name in texts or len(child) else (child.text or "")
    return Fields(texts, error)


def _fault_code(fault: ET.Element) -> str:
    """SOAP 1.1, section 4.4: a fault's children have no namespace, what stands in its detail has the bank's."""
    codes = fault.findall(f"detail/{{{BANK}}}Code")
    return (codes[0].text or "") if len(codes) == 1 and not len(codes[0]) else ""
