"""Calling and writing out of a store: what is said to whom, who cannot be written to, and what a call leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda import queries as required
from fieldapp.agenda.model import CallKept, Line, Proof, Remark
from fieldapp.agenda.queries import Occasion
from fieldapp.desk.accesslog import accesses
from fieldapp.desk.callfile import Callfile, callfile, held_line
from fieldapp.desk.contactnotes import contact_note
from fieldapp.desk.desk import Desk
from fieldapp.desk.papers import case_facts
from fieldapp.desk.writing import Choice, Letter, Letters, letters, not_sent, write_to
from fieldapp.errors import BadInput, NotAllowed
from fieldapp.locate import acts as locate
from fieldapp.locate import queries as episodes
from fieldapp.locate.model import Call, Happened, LastSeen
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Channel, Concern, Contact, Health

POLICE, CENTER, TRIBE = "police//agency_learned", "ncmec//agency_learned", "tribe//agency_learned"


@pytest.fixture
def missing(desk: Desk, hand: Any, mika: str) -> Occasion:
    """Mika is missing; what is known stands in the record."""
    for contact in _contacts():
        desk.do(youths.say_contact, mika, contact)
    desk.do(youths.say_health, mika, Health(medication="inhaler", suicidality="spoke of it in May"))
    desk.do(youths.say_concern, mika, Concern(name="Gus Lure", phones=("555-0198",)))
    call = Call(came_at=hand.now, caller="Example Home A", call_back="555-0117")
    occasion = Occasion(*desk.do(locate.start_from_call, call, mika).result)
    seen = LastSeen(at=hand.now - 2 * clock.HOUR, place="transit stop", clothing="gray hoodie")
    happened = Happened(agency_learned=hand.now, last_seen=seen, pregnancy="four months")
    desk.do(locate.say_happened, mika, occasion.id, happened)
    return occasion


def _contacts() -> tuple[Contact, ...]:
    def mail(value: str) -> tuple[Channel, ...]:
        return (Channel(kind="email", value=value), Channel(kind="phone", value="555-0133"))

    return (
        Contact(
            name="Rosa Sample", relation="parent", channels=mail("rosa@example.test"), language="Spanish", name_to_use="Mikaela"
        ),
        Contact(
            name="Victor Sample", relation="parent", channels=mail("victor@example.test"), tell="do_not_tell", decided_by="PT"
        ),
        Contact(name="Pat Sample", relation="guardian", channels=mail("pat@example.test"), tell="through_attorney"),
        Contact(name="Lou Letrado", relation="parents_attorney", channels=mail("lou@example.test")),
        Contact(name="Alex Abogado", relation="youth_attorney", channels=mail("alex@example.test")),
        Contact(name="Noa Sample", relation="sibling", channels=(Channel(kind="phone", value="555-0124"),)),
    )


def _call(desk: Desk, missing: Occasion, line: str = "", **chosen: Any) -> Callfile:
    call = desk.ask(callfile, missing.youth, missing.id, line, **chosen)
    assert call is not None
    return call


def _said(call: Callfile) -> str:
    return "\n".join(each.text for each in call.say)


def _letters(desk: Desk, missing: Occasion) -> dict[str, Letter]:
    found = desk.ask(letters, missing.youth, missing.id)
    assert isinstance(found, Letters)
    return {each.whom.name: each for each in found.letters}


def _line(desk: Desk, missing: Occasion, key: str) -> Line:
    return next(line for line in desk.ask(required.lines, desk.ask(episodes.group, missing.id)) if line.key == key)


# -- the script


def test_the_next_call_is_the_police_with_what_they_may_know_and_nothing_that_needs_a_held_key(
    desk: Desk, missing: Occasion
) -> None:
    call = _call(desk, missing)
    assert (call.line.key, call.whom.name) == (POLICE, "Example City Police")
    assert [way.value for way in call.whom.by("phone")] == ["555-0142", "555-0144"], "another agency may be called instead"
    said = _said(call)
    assert "Mikaela Sample, uses Mika Sample" in said
    assert "gray hoodie" in said
    for hidden in ("spoke of it", "four months", "Gus Lure", "Victor"):
        assert hidden not in said
    assert [bool(each.held) for each in call.say if each.label == "Health, danger"] == [True]


def test_what_is_held_is_read_on_purpose_and_each_look_is_logged(desk: Desk, missing: Occasion) -> None:
    call = _call(desk, missing)
    place = next(place for place, each in enumerate(call.say) if each.label == "Health, danger")
    text = held_line(desk, missing.youth, missing.id, POLICE, "en", frozenset(), place)
    assert "spoke of it in May" in text
    assert "four months" in text
    held_line(desk, missing.youth, missing.id, POLICE, "en", frozenset(), place)
    assert [each.what for each in accesses(desk)].count("looked_restricted") == 2


def test_each_recipient_hears_only_what_the_matrix_lets_them_hear(desk: Desk, missing: Occasion) -> None:
    tribe = _call(desk, missing, TRIBE)
    assert "Mikaela" not in _said(tribe), "the legal name waits for a yes"
    assert "legal_name" in {each.field for each in tribe.asked}
    picked = _call(desk, missing, TRIBE, picked=frozenset({"legal_name"}))
    assert "Mikaela Sample" in _said(picked)
    assert "circumstances" not in {each.field for each in tribe.asked}, "only what the script would say is asked"
    assert {"medication", "persons_of_concern"} <= {each.field for each in tribe.left_out}


def test_a_mother_who_speaks_spanish_is_called_in_spanish_by_the_name_to_use_with_her(desk: Desk, missing: Occasion) -> None:
    key = next(each.line.key for name, each in _letters(desk, missing).items() if name == "Rosa Sample")
    call = _call(desk, missing, key)
    assert call.language == "es"
    assert "Mikaela" in _said(call)
    assert "Mika Sample" not in _said(call)
    assert "usted" in _said(call)
    assert _call(desk, missing, key, language="en").say[0].text.startswith("“I am")


def test_a_message_on_a_machine_names_no_youth_no_office_and_no_reason(desk: Desk, missing: Occasion) -> None:
    for key in (POLICE, CENTER, TRIBE):
        machine = _call(desk, missing, key).machine
        assert "555-0151" in machine
        for word in ("Mika", "MS", "Sample", "missing", "County", "child", "youth"):
            assert word not in machine


def test_police_who_refuse_hear_the_penal_code_in_our_words(desk: Desk, missing: Occasion) -> None:
    call = _call(desk, missing, POLICE)
    assert "14211(a)" in call.refused
    assert [law for law, _words in call.laws] == ["PC 14211(a)", "PC 14211(d)", "PC 14211(e)"]
    assert _call(desk, missing, CENTER).laws == ()


def test_whoever_must_not_be_told_has_no_number_and_no_script(desk: Desk, missing: Occasion) -> None:
    father = _letters(desk, missing)["Victor Sample"]
    call = _call(desk, missing, father.line.key)
    assert call.whom.forbidden
    assert call.whom.ways == ()
    assert call.say == ()
    proof = Proof(outcome="told", made_at=desk.clock())
    with pytest.raises(NotAllowed, match="Victor Sample"):
        desk.do(agenda.record_notice, missing, father.line.key, proof)
    with pytest.raises(NotAllowed):
        desk.do(write_to, missing.youth, missing.id, {father.line.key: Choice()})
    assert _line(desk, missing, father.line.key).made == ()
    by_other = Proof(outcome="done_by_other", made_at=desk.clock(), note="a neighbor told him")
    desk.do(agenda.record_notice, missing, father.line.key, by_other)


def test_whoever_is_told_through_the_attorney_is_reached_there(desk: Desk, missing: Occasion) -> None:
    guardian = _letters(desk, missing)["Pat Sample"]
    assert guardian.address == "lou@example.test"
    assert "pat@example.test" not in guardian.text
    assert guardian.whom.reader == "parents_attorney"
    assert "Lou Letrado" in guardian.whom.limit


# -- how a call ends


def test_a_pending_number_keeps_the_line_open_and_the_number_that_comes_later_does_not_make_it_late(
    desk: Desk, hand: Any, missing: Occasion
) -> None:
    hand.pass_by(clock.HOUR)
    taken = hand.now
    desk.do(agenda.record_call, missing, CENTER, Proof(outcome="number_pending", made_at=taken))
    assert _line(desk, missing, CENTER).state == "begun"
    hand.pass_by(30 * clock.HOUR)
    desk.do(agenda.record_call, missing, CENTER, Proof(outcome="told", made_at=hand.now, number="NC-1"))
    line = _line(desk, missing, CENTER)
    assert (line.state, line.settled_at, line.late_by) == ("settled", taken, None)
    assert [each.proof.made_at for each in line.made] == [taken, hand.now], "both times are kept"


def test_an_ncic_record_confirmed_by_voice_keeps_both_times(desk: Desk, hand: Any, missing: Occasion) -> None:
    hand.pass_by(3 * clock.HOUR)
    entered = hand.now - clock.HOUR
    proof = Proof(outcome="entry_confirmed", made_at=hand.now, number="26-1", second_number="M-7", entered_at=entered)
    desk.do(agenda.record_call, missing, POLICE, proof)
    kept = _line(desk, missing, POLICE).made[-1].proof
    assert (kept.made_at, kept.entered_at) == (hand.now, entered)
    later = Proof(outcome="entry_confirmed", made_at=hand.now, entered_at=hand.now + clock.HOUR)
    with pytest.raises(BadInput):
        desk.do(agenda.record_call, missing, POLICE, later)


def test_no_answer_leaves_it_open_and_a_tribe_without_police_settles_it(desk: Desk, hand: Any, missing: Occasion) -> None:
    again = hand.now + clock.HOUR
    desk.do(agenda.record_call, missing, TRIBE, Proof(outcome="no_answer", made_at=hand.now, try_again_at=again))
    assert _line(desk, missing, TRIBE).state == "begun"
    tribal = "tribal_police//agency_learned"
    told = Proof(outcome="sheriff_told", made_at=hand.now, agency="Example County Sheriff", number="26-2")
    desk.do(agenda.record_call, missing, tribal, told)
    assert _line(desk, missing, tribal).state == "settled"


def test_a_call_that_is_not_recorded_is_there_after_a_lock_and_gone_once_recorded(
    desk: Desk, unlock: Callable[[], Desk], hand: Any, missing: Occasion
) -> None:
    remarks = (Remark(at=hand.now, text="wants the school's name"),)
    kept = CallKept(
        youth=missing.youth,
        episode=missing.id,
        line=CENTER,
        began_at=hand.now,
        remarks=remarks,
        writing="half a sen",
        said=(0, 1),
    )
    desk.do(agenda.keep_call, kept)
    again = unlock()
    found = _call(again, missing, CENTER).kept
    assert found is not None
    assert (found.remarks, found.writing, found.said) == (remarks, "half a sen", (0, 1))
    assert [each.line for each in again.ask(required.kept_calls)] == [CENTER]
    proof = Proof(outcome="told", made_at=hand.now, number="NC-2", began_at=hand.now, ended_at=hand.now, remarks=remarks)
    again.do(agenda.record_call, missing, CENTER, proof)
    assert _call(again, missing, CENTER).kept is None
    assert _line(again, missing, CENTER).made[-1].proof.remarks == remarks


# -- in writing


def test_everybody_who_takes_e_mail_is_written_to_in_one_act_each_with_an_own_notice(desk: Desk, missing: Occasion) -> None:
    found = _letters(desk, missing)
    assert found["Noa Sample"].why_not == "Takes no e-mail"
    assert "555-0124" in found["Noa Sample"].other_way
    ready = {each.line.key: Choice() for each in found.values() if each.ready and each.in_writing}
    names = {each.whom.name for each in found.values() if each.line.key in ready}
    assert {"Rosa Sample", "Alex Abogado", "Lou Letrado", "Juvenile court, Department 4, clerk"} <= names
    assert not names & {"Victor Sample", "Noa Sample"}
    texts = desk.do(write_to, missing.youth, missing.id, ready).result
    assert len(texts) == len(ready)
    for each in _letters(desk, missing).values():
        if each.line.key in ready:
            proof = each.line.made[-1].proof
            assert (each.line.state, proof.outcome, proof.channel) == ("settled", "sent", "email")
            assert proof.shared == tuple(one.field for one in each.included)


def test_a_text_names_nobody_in_its_subject_and_follows_the_recipient_s_language(desk: Desk, missing: Occasion) -> None:
    found = _letters(desk, missing)
    subjects = {each.subject for each in found.values() if not each.why_not}
    assert subjects == {"Please read today and call back", "Por favor, lea hoy y llámenos"}
    assert found["Rosa Sample"].language == "es"
    attorney = found["Alex Abogado"]
    for name in ("Mika", "Sample", "hoodie", "inhaler"):
        assert name not in attorney.body
    for each in found.values():
        assert "Victor" not in each.body


def test_one_who_cannot_be_written_to_stops_the_whole_act(desk: Desk, missing: Occasion) -> None:
    found = _letters(desk, missing)
    chosen = {found[name].line.key: Choice() for name in ("Alex Abogado", "Noa Sample")}
    with pytest.raises(BadInput, match="Noa Sample"):
        desk.do(write_to, missing.youth, missing.id, chosen)
    assert _letters(desk, missing)["Alex Abogado"].line.made == ()


def test_a_call_reads_as_a_contact_note_with_its_stamps_and_the_paper_has_the_time_of_the_ncic_record(
    desk: Desk, hand: Any, missing: Occasion
) -> None:
    hand.pass_by(clock.HOUR)
    entered = hand.now - 10 * clock.MINUTE
    proof = Proof(
        outcome="entry_confirmed",
        made_at=hand.now,
        channel="phone",
        began_at=hand.now - 5 * clock.MINUTE,
        ended_at=hand.now,
        to_whom="Ofc. R. Example",
        number="26-0417",
        second_number="M-7",
        entered_at=entered,
        remarks=(Remark(at=hand.now - clock.MINUTE, text="matched by birth date."),),
    )
    made = desk.do(agenda.record_call, missing, POLICE, proof).result
    note = desk.ask(contact_note, missing.youth, missing.id, made)
    assert note is not None
    for words in ("by phone from 23:29 to 23:34", "NCIC record made Sat 21 Nov 2026, 23:24 PST", "23:33: matched by birth date."):
        assert words in note.text
    assert desk.ask(case_facts, missing.youth, missing.id).numbers.ncic_entered == entered


# -- recorded by mistake


def test_a_notice_recorded_by_mistake_opens_the_line_again_and_stays_readable(
    desk: Desk, hand: Any, unlock: Callable[[], Desk], missing: Occasion
) -> None:
    made = desk.do(agenda.record_call, missing, POLICE, Proof(outcome="report_taken", made_at=hand.now, number="1")).result
    assert _line(desk, missing, POLICE).state == "settled"
    with pytest.raises(BadInput):
        desk.do(agenda.take_back, made, " ")
    desk.do(agenda.take_back, made, "the wrong youth")
    line = _line(unlock(), missing, POLICE)
    assert (line.state, line.made, line.settled_at) == ("open", (), None)
    assert [(each.proof.number, each.back) for each in line.taken_back] == [("1", "the wrong youth")]


def test_it_is_taken_back_once_and_the_list_of_what_waits_has_the_line_again(desk: Desk, hand: Any, missing: Occasion) -> None:
    proof = Proof(outcome="not_required", made_at=hand.now, note="an exercise")
    for line in desk.ask(required.lines, [missing]):
        if line.state == "open" and line.key != CENTER:
            desk.do(agenda.record_notice, missing, line.key, proof)
    made = desk.do(agenda.record_call, missing, CENTER, Proof(outcome="told", made_at=hand.now, number="1")).result
    assert missing not in desk.ask(required.open_lines, {}, (), [missing.youth])
    desk.do(agenda.take_back, made, "the wrong line")
    waiting = desk.ask(required.open_lines, {}, (), [missing.youth])[missing]
    assert [line.key for line in waiting if line.state == "open" and line.first.applies == "yes"] == [CENTER]
    with pytest.raises(BadInput):
        desk.do(agenda.take_back, made, "once more")


def test_texts_that_were_not_sent_after_all_are_taken_back_together(desk: Desk, missing: Occasion) -> None:
    found = _letters(desk, missing)
    chosen = {found[name].line.key: Choice() for name in ("Alex Abogado", "Lou Letrado")}
    written = desk.do(write_to, missing.youth, missing.id, chosen).result
    assert [each.name for each in written]
    desk.do(not_sent, written, "copied, not sent after all")
    again = _letters(desk, missing)
    assert all(again[name].ready and again[name].line.taken_back for name in ("Alex Abogado", "Lou Letrado"))
