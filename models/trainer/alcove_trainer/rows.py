"""
Examples to tokens. A row is `{"messages": [{"role", "content"}…]}`; what is learned is what the assistant says, with the sign that ends it.
A row that is too long is left out whole: cut, it would lose its answer.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .protocol import RefusalError

IGNORED = -100


@dataclass(frozen=True)
class Rows:
    tokens: list[dict[str, list[int]]]
    """`input_ids` and `labels`, of one length; a label of -100 is not learned."""
    too_long: int


@dataclass(frozen=True)
class Cutter:
    """Text to ids, as the engine that answers later does it."""

    tokenizer: Any
    opens_with: list[int]
    """Ids that the engine puts before every text and this tokenizer does not."""

    def render(self, messages: list[dict[str, str]], opened: bool) -> str:
        return str(self.tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=opened))

    def cut(self, text: str) -> list[int]:
        return list(self.tokenizer(text, add_special_tokens=False)["input_ids"])

    def prompt(self, messages: list[dict[str, str]]) -> list[int]:
        return self.opens_with + self.cut(self.render(messages, True))


def read_rows(path: Path, cutter: Cutter, most: int) -> Rows:
    tokens: list[dict[str, list[int]]] = []
    too_long = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = to_tokens(json.loads(line)["messages"], cutter)
            if len(row["input_ids"]) > most:
                too_long += 1
            else:
                tokens.append(row)
    return Rows(tokens, too_long)


def longest(rows: Rows, count: int) -> Rows:
    """They tell what the others may take at most."""
    return Rows(sorted(rows.tokens, key=lambda row: -len(row["input_ids"]))[:count], rows.too_long)


def to_tokens(messages: list[dict[str, str]], cutter: Cutter) -> dict[str, list[int]]:
    """Prompt and answer are cut apart, as they are when the answer is generated token by token behind the prompt."""
    ids, labels = list(cutter.opens_with), [IGNORED] * len(cutter.opens_with)
    done = ""
    for at, message in enumerate(messages):
        if message["role"] != "assistant":
            continue
        before, after = cutter.render(messages[:at], True), cutter.render(messages[: at + 1], False)
        if not (before.startswith(done) and after.startswith(before)):
            raise RefusalError("template-unfit", "the chat template changes what stands before an answer")
        asked, said = cutter.cut(before[len(done) :]), cutter.cut(after[len(before) :])
        ids += asked + said
        labels += [IGNORED] * len(asked) + said
        done = after
    return {"input_ids": ids, "labels": labels}


def check_parity(cutter: Cutter, messages: list[dict[str, str]], expected: list[int]) -> Cutter:
    """The cutter that makes the engine's ids of the example, which may lack only what the engine puts before every text."""
    found = cutter.prompt(messages)
    if found == expected:
        return cutter
    missing = len(expected) - len(found)
    if 0 < missing <= 2 and expected[missing:] == found:
        return Cutter(cutter.tokenizer, expected[:missing])
    if missing < 0 and found[-missing:] == expected:
        raise RefusalError("template-unfit", f"the trainer puts {found[:-missing]} before the text, and the engine does not")
    at = next((at for at, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other), min(len(found), len(expected)))
    raise RefusalError("template-unfit", f"token {at + 1} is {found[at : at + 4]} here and {expected[at : at + 4]} in the engine")
