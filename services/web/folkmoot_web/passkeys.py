"""What a device answered is checked by the `webauthn` library, against the origin and the name that the settings give."""

from typing import Any

from folkmoot.record.passkeys import Passkey
from folkmoot.record.people import Unknown
from folkmoot_web.front import Front
from folkmoot_web.problem import Problem

# webauthn is imported where it is used: it brings much, and most requests never come here

MOST = 20_000
"""Characters of an answer."""

SIGN_IN = "sign in"

ADDRESS = "Passkeys need a name in the address. Set base_url to an https address with a name, such as https://talk.example.org."
WRONG = "This did not work. Try again on this page, and confirm on your device that it is you."
STRANGER = "This passkey is not known here. Use another one, or ask a steward to let you in anew."
TWICE = "This device has a passkey for you already. Use another device or another key."


def adding(front: Front, person: str) -> str:
    """What a device is asked with to make a passkey for a person, as JSON (WebAuthn 3, PublicKeyCredentialCreationOptionsJSON)."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_registration_options(
        rp_id=_name(front),
        rp_name="Folkmoot",
        user_id=front.people.passkeys.handle(person),
        user_name=_shown(front, person),
        challenge=front.people.passkeys.challenge(_add(person)),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=one.id) for one in front.people.passkeys.of(person)],
    )
    return webauthn.options_to_json(options)


def signing_in(front: Front) -> str:
    """What a device is asked with to sign somebody in, as JSON (WebAuthn 3, PublicKeyCredentialRequestOptionsJSON)."""
    import webauthn
    from webauthn.helpers.structs import UserVerificationRequirement

    challenge = front.people.passkeys.challenge(SIGN_IN)
    required = UserVerificationRequirement.REQUIRED
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(rp_id=_name(front), challenge=challenge, user_verification=required)
    )


def add(front: Front, person: str, answer: str, name: str) -> None:
    """Keep the passkey that a device made. answer: RegistrationResponseJSON.

    Raises Problem 422 when it is not what we asked for.
    """
    import webauthn

    expected = _expected(front, answer, _add(person))
    try:
        made = webauthn.verify_registration_response(credential=answer, require_user_verification=True, **expected)
    except Exception as fault:  # a hostile answer may raise anything in a parser, and every fault means no
        raise Problem(422, WRONG) from fault
    try:
        front.people.passkeys.add(person, made.credential_id, made.credential_public_key, made.sign_count, name)
    except ValueError:
        raise Problem(422, TWICE) from None


def sign_in(front: Front, answer: str) -> str:
    """The person whom a device signs in. answer: AuthenticationResponseJSON.

    Raises Problem 422 when it is not what we asked for, is not known, or is of somebody who holds no office.
    """
    import webauthn

    expected = _expected(front, answer, SIGN_IN)
    known = _known(front, answer)
    try:
        used = webauthn.verify_authentication_response(
            credential=answer,
            credential_public_key=known.key,
            credential_current_sign_count=known.uses,
            require_user_verification=True,
            **expected,
        )
    except Exception as fault:  # as above
        raise Problem(422, WRONG) from fault
    if not front.people.offices(known.person):
        raise Problem(422, STRANGER)
    front.people.passkeys.used(known.id, used.new_sign_count)
    return known.person


def _known(front: Front, answer: str) -> Passkey:
    from webauthn.helpers import parse_authentication_credential_json

    known = front.people.passkeys.find(parse_authentication_credential_json(answer).raw_id)
    if known is None:
        raise Problem(422, STRANGER)
    return known


def _expected(front: Front, answer: str, purpose: str) -> dict[str, Any]:
    """What an answer has to hold: our origin, our name, and a challenge of ours, which is used up by this."""
    import msgspec
    from webauthn.helpers import base64url_to_bytes, parse_client_data_json

    try:
        said = msgspec.json.decode(answer)["response"]["clientDataJSON"]
        challenge = parse_client_data_json(base64url_to_bytes(said)).challenge
    except Exception as fault:  # as above
        raise Problem(422, WRONG) from fault
    if not front.people.passkeys.take(challenge, purpose):
        raise Problem(422, WRONG)
    return {"expected_challenge": challenge, "expected_rp_id": _name(front), "expected_origin": front.site.origin}


def _name(front: Front) -> str:
    if not front.site.rp_id:
        raise Problem(422, ADDRESS)
    return front.site.rp_id


def _add(person: str) -> str:
    return f"add {person}"


def _shown(front: Front, person: str) -> str:
    """What a device lists the passkey under; it stays on the device and is sent to nobody.

    Raises Unknown when the person was erased.
    """
    places = sorted({community for community, _ in front.people.offices(person)})
    if not places:
        raise Unknown("this person holds no office any more")
    return ", ".join(places)
