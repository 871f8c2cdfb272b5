"""Standard streams as they may be: closed, full, with no reader, in bytes of another system."""

import codecs
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CALLS = (
    "--help",
    "--version",
    "top MK-7",
    "search natto --json",
    "show natto --format table",
    "export --measurements",
    "completion bash",
)
DIARY = "food,amount,unit\nnattō,10,g\n"
DISK_FULL = "standard output cannot be written: No space left on device"
CLOSED = "standard output cannot be written: it is closed"


class Ended:
    """The result of a call: its exit code and the text of both its streams."""

    def __init__(self, process: subprocess.CompletedProcess[bytes]) -> None:
        self.code = process.returncode
        self.out, self.err = process.stdout.decode(), process.stderr.decode()


def ran(
    call: str, streams: str = "", typed: bytes = b"", environment: Mapping[str, str] | None = None
) -> Ended:
    """Run the program with its streams redirected as a shell writes it."""
    program = f'"{sys.executable}" -m vitk2 {call} {streams}'
    return Ended(
        subprocess.run(
            ["bash", "-o", "pipefail", "-c", program],  # noqa: S607  # whichever bash there is
            capture_output=True,
            check=False,
            input=typed,
            env={**os.environ, **(environment or {})},
        )
    )


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(("streams", "expected"), [(">/dev/full", DISK_FULL), (">&-", CLOSED)])
def test_an_answer_that_cannot_be_written_is_one_line_and_exit_1(
    call: str, streams: str, expected: str
) -> None:
    ended = ran(call, streams)
    assert (ended.code, ended.out) == (1, "")
    (line,) = ended.err.splitlines()
    message = json.loads(line)["error"] if "--json" in call else line.removeprefix("Error: ")
    assert message == expected


@pytest.mark.parametrize("call", CALLS)
def test_a_reader_that_leaves_is_no_error_to_speak_of(call: str) -> None:
    ended = ran(call, "| true")
    assert ended.code in (0, 1)  # 0 where all was written before the reader left
    assert ended.err in ("", ran(call).err)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full", "<&-"])
def test_without_a_place_for_words_or_an_input_the_answer_is_the_same(
    call: str, streams: str
) -> None:
    ended, as_ever = ran(call, streams), ran(call)
    assert (ended.code, ended.out) == (0, as_ever.out)


def test_with_no_stream_at_all_a_file_is_still_written_whole(tmp_path: Path) -> None:
    assert ran(f"export -o {tmp_path}/all.csv", "<&- >&- 2>&-").code == 0
    assert (tmp_path / "all.csv").read_text(encoding="utf-8") == ran("export").out


def test_a_refusal_that_nobody_can_read_still_has_its_exit_code() -> None:
    for streams in ("2>&-", "2>/dev/full"):
        assert ran("top MK-77", streams).code == 2
        assert ran("show blorb", streams).code == 1


def test_an_input_that_is_closed_is_no_empty_diary() -> None:
    for call in ("intake -", "intake --file -"):
        ended = ran(call, "<&-")
        assert (ended.code, ended.out) == (1, "")
        assert ended.err == "Error: stdin: cannot be read: it is closed\n"


def test_what_would_command_a_terminal_is_shown_and_not_obeyed() -> None:
    bell, red = "\x07", "\x1b[31m"
    diary = f"food,amount,unit,meal\nnatto{bell},10,g,{red}lunch\nblorb{red},1,g,\n"
    for call in ("intake - --skip-unknown --format table", "intake -"):
        ended = ran(call, "", diary.encode())
        assert not {bell, "\x1b", "\x9b"} & set(ended.out + ended.err)
    assert "␛[31mlunch" in ran("intake - --skip-unknown --format table", "", diary.encode()).out
    assert "␛" in ran(f"top '{red}'").err


def test_words_about_an_answer_follow_it() -> None:
    text = ran("top MK-7 -n 1 2>&1").out
    assert text.index("food_id\t") < text.index("Taking warfarin")


LOCALES = (
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1:strict"},
    {"PYTHONIOENCODING": "utf-16"},
)


@pytest.mark.parametrize("environment", LOCALES)
def test_a_pipe_holds_utf_8_both_ways_whatever_the_system_says(
    environment: Mapping[str, str],
) -> None:
    ended = ran("intake - --json", "", DIARY.encode(), environment)
    assert json.loads(ended.out)["eaten"][0]["food_id"] == "natto"
    assert "µg/100 g" in ran("top MK-7 --format table", environment=environment).out
    assert "nattō" in ran("show natto --json", environment=environment).out
    refused = ran("show blorb-ō", environment=environment)
    assert refused.code == 1
    assert refused.err.startswith("Error: There is no food 'blorb-")


@pytest.mark.parametrize("byte_order_mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_mark_of_utf_8_is_taken_in_a_diary_from_wherever(
    tmp_path: Path, byte_order_mark: bytes, end: str
) -> None:
    content = byte_order_mark + DIARY.replace("\n", end).encode()
    (tmp_path / "diary.csv").write_bytes(content)
    from_file, from_stdin = ran(f"intake --file {tmp_path}/diary.csv"), ran("intake -", "", content)
    assert (from_file.code, from_stdin.code) == (0, 0)
    assert from_file.out == from_stdin.out


def test_the_mark_of_utf_8_is_taken_in_tables_of_ones_own(tmp_path: Path) -> None:
    ran(f"check {tmp_path}/own --init")
    for path in (tmp_path / "own").glob("*.csv"):
        path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
    assert ran(f"check {tmp_path}/own").code == 0
    assert "my-home-made-natto" in ran(f"--data {tmp_path}/own search kitchen natto").out


def test_a_line_that_is_no_utf_8_is_named(tmp_path: Path) -> None:
    many = "".join(f"natto,{n},g\n" for n in range(1, 5000))
    content = f"food,amount,unit\n{many}".encode() + "nattō,1,g\n".encode("cp1252", "replace")
    content += b"caf\xe9,1,g\n"
    (tmp_path / "diary.csv").write_bytes(content)
    message = "not UTF-8: save the file as UTF-8"
    file, stdin = ran(f"intake --file {tmp_path}/diary.csv"), ran("intake -", "", content)
    assert file.err == f"Error: {tmp_path}/diary.csv:5002: {message}\n"
    assert stdin.err == f"Error: stdin:5002: {message}\n"
    assert (file.code, stdin.code) == (1, 1)
