"""The doctor looks at letters that nobody takes; no server runs here, whose postman would take them away in between."""

from folkmoot.doctor import STUCK, examine
from folkmoot.record.outbox import letters
from tests.services.letterbox import receiving
from tests.services.town import ASH, Town


def test_the_doctor_says_when_the_mail_server_takes_nothing(town: Town) -> None:
    people = town.installation.people

    def found() -> list[bool]:
        return [one.well for one in examine(town.installation) if "etters" in one.sentence or "mail" in one.sentence]

    with receiving(town.installation):
        people.addresses.ask("stuck@example.org", "", ASH, "en")
        assert found() == [True]
        with people._file.writing() as db:
            db.execute(letters.update().values(tries=STUCK))
        assert found() == [False]
