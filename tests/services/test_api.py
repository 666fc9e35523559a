"""Whatever a page may do, a program may do through the API, and it is told the same things."""

import concurrent.futures
import io
import tarfile
from pathlib import Path
from typing import Any

import httpx
import msgspec

from folkmoot.events.entry import read
from folkmoot.record import note, proof, receipt
from folkmoot.record.checkpoint import parse
from folkmoot_web.api.commands import MAY, name
from tests.services.browser import Site
from tests.services.town import ASH, ELM, NOTICE, Town

HOME = f"/communities/{ASH}"


def newcomer(site: Site) -> httpx.Client:
    token = site.api().post("/guests").json()["token"]
    return site.api(token)


def give(program: httpx.Client, command: str, **fields: Any) -> dict[str, Any]:
    answer = program.post(f"{HOME}/do/{command}", json=fields)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_a_guest_brings_an_idea_shares_it_votes_and_takes_it_all_back(town: Town, site: Site) -> None:
    program, place = newcomer(site), town.ash
    idea = give(program, "contribute", canvas=place.canvas, kind="idea", text="A bench by the stop.")["made"]
    shown = program.get(f"{HOME}/contributions/{idea}").json()
    assert (shown["own"], shown["item"]["open"], shown["item"]["said"]["text"]) == (True, False, "A bench by the stop.")
    assert site.api().get(f"{HOME}/contributions/{idea}").json()["item"]["said"] is None

    give(program, "share", contribution=idea, **NOTICE)
    assert site.api().get(f"{HOME}/contributions/{idea}").json()["item"]["said"]["text"] == "A bench by the stop."
    give(program, "respond", statement=place.anna.statement, value=1)
    give(program, "cast-ballot", decision=place.decision, choice=["a"])
    assert program.get(f"{HOME}/decisions/{place.decision}").json()["mine"]["choice"] == ["a"]
    assert site.api().get(f"{HOME}/decisions/{place.decision}").json()["mine"] is None

    mine = program.get(f"{HOME}/mine").json()["mine"]
    assert [one["piece"]["id"] for one in mine["contributions"]] == [idea]
    assert [one["value"] for one in mine["responses"]] == [1]
    give(program, "withdraw", contribution=idea)
    assert site.api().get(f"{HOME}/contributions/{idea}").json()["item"]["said"] is None
    give(program, "erase-contribution", contribution=idea)
    assert program.get(f"{HOME}/contributions/{idea}").json()["item"]["said"] is None


def test_the_same_words_sent_twice_are_one_contribution_until_the_first_is_taken_back(town: Town, site: Site) -> None:
    program = newcomer(site)
    words = {"canvas": town.ash.canvas, "kind": "idea", "text": "Lanterns along the canal."}
    first, again = give(program, "contribute", **words), give(program, "contribute", **words)
    assert first == again
    give(program, "withdraw", contribution=first["made"])
    anew, twice = give(program, "contribute", **words), give(program, "contribute", **words)
    assert anew["made"] != first["made"]
    assert anew == twice
    assert give(newcomer(site), "contribute", **words)["made"] != anew["made"]


def test_an_idempotency_key_makes_any_command_one_asking_of_one_person(town: Town, site: Site) -> None:
    program, place = newcomer(site), town.ash
    body, headers = {"statement": place.anna.statement, "value": 0}, {"idempotency-key": "7c9e6679"}
    url = f"{HOME}/do/respond"
    first = program.post(url, json=body, headers=headers).json()
    program.post(url, json=body | {"value": 1}, headers=headers)
    assert program.post(url, json=body, headers=headers).json() == first
    other = newcomer(site).post(url, json=body, headers=headers).json()
    assert other["first"] > first["first"]
    assert program.post(url, json=body, headers={"idempotency-key": "a" * 201}).status_code == 400
    assert program.post(url, json=body, headers={"idempotency-key": "two words"}).status_code == 400


def test_of_fifty_ballots_at_once_one_counts(town: Town, site: Site) -> None:
    _, session = town.guest()
    url, body = f"{site.origin}/api/v1{HOME}/do/cast-ballot", {"decision": town.ash.decision, "choice": ["b"]}
    before = site.api().get(f"{HOME}/decisions/{town.ash.decision}").json()["decision"]["ballots"]

    def cast(_: int) -> int:
        return httpx.post(url, json=body, headers={"authorization": f"Bearer {session}"}, timeout=30).status_code

    with concurrent.futures.ThreadPoolExecutor(16) as hands:
        assert set(hands.map(cast, range(50))) == {200}
    after = site.api().get(f"{HOME}/decisions/{town.ash.decision}").json()["decision"]["ballots"]
    assert after == before + 1


def test_staff_act_in_the_name_of_the_office_that_holds_the_role(town: Town, site: Site) -> None:
    moderator = site.api(town.ash.staff["moderator"])
    done = give(moderator, "hold", contribution=town.ash.bela.statement, reason="report")
    leaf = town.installation.store.read(ASH, done["first"], 1)[0]
    assert read(leaf).by == town.ash.offices["moderator"]
    assert [one["id"] for one in moderator.get(f"{HOME}/held").json()["items"]] == [town.ash.bela.statement]
    give(moderator, "release", contribution=town.ash.bela.statement)


def test_a_refusal_is_the_sentence_of_the_rules(town: Town, site: Site) -> None:
    answer = newcomer(site).post(f"{HOME}/do/contribute", json={"canvas": town.ash.canvas, "kind": "idea", "text": " "})
    assert answer.status_code == 422
    assert answer.json() == {"error": "Write your idea first; the box is empty."}


def test_what_belongs_to_another_community_is_not_found_in_this_one(town: Town, site: Site) -> None:
    program, far = newcomer(site), town.elm
    for path in (f"canvases/{far.canvas}", f"contributions/{far.anna.statement}", f"decisions/{far.decision}"):
        assert program.get(f"{HOME}/{path}").status_code == 404
        assert program.get(f"/communities/{ELM}/{path}").status_code == 200
    assert program.get("/communities/nowhere/record").status_code == 404


def test_where_few_take_part_nobody_is_told_how_they_divide(town: Town, site: Site) -> None:
    program, place = newcomer(site), msgspec.structs.replace(town.ash)
    town.furnish(place)
    statement = town.resident(place, "Cili").statement
    give(program, "respond", statement=statement, value=-1)
    item = program.get(f"{HOME}/contributions/{statement}").json()["item"]
    assert item["answered"] == 1
    assert (item["agree"], item["disagree"], item["passed"]) == (None, None, None)


def test_lists_are_given_page_by_page_without_a_gap(town: Town, site: Site) -> None:
    program = newcomer(site)
    made = [
        give(program, "contribute", canvas=town.ash.canvas, kind="idea", text=f"{n}", publish=True, **NOTICE)["made"]
        for n in range(5)
    ]
    seen, cursor = [], 0
    while True:
        asked: dict[str, str | int] = {"kind": "idea", "limit": 2, "before": cursor}
        page = program.get(f"{HOME}/canvases/{town.ash.canvas}/contributions", params=asked).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["more"]
        if not cursor:
            break
    assert seen[:5] == made[::-1]
    assert len(seen) == len(set(seen))


def test_the_record_is_given_word_for_word_with_proof_and_receipt(town: Town, site: Site) -> None:
    program = site.api(town.ash.staff["overseer"])
    state = program.get(f"{HOME}/record").json()
    leaf = town.installation.store.read(ASH, 3, 1)[0]
    assert program.get(f"{HOME}/record/entries/3").content.find(leaf) > 0
    assert leaf in program.get(f"{HOME}/record/entries?start=3&limit=2").content
    town.installation.publishing.now(ASH)
    signed = program.get(f"{HOME}/record/checkpoint").content
    assert parse(note.split(signed)[0]).size >= state["size"]
    assert signed == httpx.get(f"{site.origin}/{ASH}/checkpoint").content
    assert proof.parse(program.get(f"{HOME}/record/entries/3/proof").content).index == 3
    promised = receipt.parse(program.get(f"{HOME}/record/entries/3/receipt").content)
    assert (promised.index, promised.origin) == (3, state["origin"])


def test_tiles_lie_where_tools_of_others_look_for_them_and_nothing_else_does(town: Town, site: Site) -> None:
    from folkmoot.record.tiles import TileReader

    town.installation.publishing.now(ASH)
    public = town.installation.home / "public" / ASH
    size = parse(note.split(TileReader(public).checkpoint())[0]).size
    tile = httpx.get(f"{site.origin}/{ASH}/tile/0/000.p/{size}")
    assert len(tile.content) == 32 * size
    assert "immutable" in tile.headers["cache-control"]
    planted = public / "tile" / "0" / "001"
    planted.symlink_to(town.installation.home / "settings.toml")
    assert httpx.get(f"{site.origin}/{ASH}/tile/0/001").status_code == 404
    planted.unlink()


def test_the_bundle_is_downloaded_as_one_file_that_the_audit_accepts(town: Town, site: Site, tmp_path: Path) -> None:
    import subprocess
    import sys

    assert site.api().get(f"{HOME}/record/bundle").status_code == 403  # so few voted that it could be guessed who how
    answer = site.api(town.ash.staff["overseer"]).get(f"{HOME}/record/bundle")
    assert answer.headers["content-disposition"] == f'attachment; filename="{ASH}.tar.gz"'
    with tarfile.open(fileobj=io.BytesIO(answer.content)) as tar:
        assert {(member.uid, member.uname, member.mtime) for member in tar} == {(0, "", 0)}
        tar.extractall(tmp_path, filter="data")
    ran = [sys.executable, "-c", "from folkmoot.cli import main; main()", "audit", str(tmp_path / ASH)]
    audited = subprocess.run(ran, capture_output=True, text=True, check=False)
    assert audited.returncode == 0, audited.stdout + audited.stderr


def test_a_copy_of_all_that_is_held_has_each_word_of_the_person_and_none_of_anybody_else(town: Town, site: Site) -> None:
    program = newcomer(site)
    give(program, "contribute", canvas=town.ash.canvas, kind="story", text="Only I know of the heron.")
    give(program, "contribute", canvas=town.ash.canvas, kind="idea", text="A hide by the pond.", publish=True, **NOTICE)
    copy = program.get("/me/copy").json()
    (part,) = copy["parts"]
    kinds = [one["entry"]["type"] for one in part["entries"]]
    assert kinds[0] == "participant.joined"
    words = [word.get("text", "") for one in part["entries"] for word in one["words"]]
    assert {"Only I know of the heron.", "A hide by the pond."} <= set(words)
    assert NOTICE["notice_text"] in str(part["entries"])
    assert "Anna" not in str(copy)


def test_one_who_is_erased_leaves_no_word_and_no_session(town: Town, site: Site) -> None:
    program = newcomer(site)
    idea = give(program, "contribute", canvas=town.ash.canvas, kind="idea", text="Gone soon.", publish=True, **NOTICE)["made"]
    person = town.session(program.headers["authorization"].split()[1]).person
    assert program.post("/me/erase").json() == {"parts": 1}
    assert program.get("/me").status_code == 401
    assert site.api().get(f"{HOME}/contributions/{idea}").json()["item"]["said"] is None
    assert town.installation.people.pseudonyms(person) == []


def test_everything_the_description_offers_has_its_refusals_written_down(site: Site) -> None:
    told = site.api().get("/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    for command in MAY:
        operation = told["paths"][f"/api/v1/communities/{{community}}/do/{name(command)}"]["post"]
        assert {"200", "400", "401", "403", "404", "409", "413", "415", "422", "429", "503"} <= set(operation["responses"])
        wanted = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        assert told["components"]["schemas"][wanted]["additionalProperties"] is False


def test_the_page_of_the_api_names_every_address_and_loads_nothing_from_elsewhere(site: Site) -> None:
    page = site.browser().get("/api/v1/docs")
    for path in site.api().get("/openapi.json").json()["paths"]:
        assert path in page.text
    links = [part.partition('"')[0] for kind in ("src=", "href=") for part in page.text.split(f'{kind}"')[1:]]
    assert links
    assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in links)
    assert "<style" not in page.text
    assert " style=" not in page.text
