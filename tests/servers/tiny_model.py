"""A tiny language model with random weights, for llama.cpp's server.

    python -m tests.servers.tiny_model FILE

Needs the package `gguf`. What it says is a salad of the words below: the first hidden number is the
same for every token, so that the output matrix can give each word its frequency through it, and
an answer its length.
"""

from __future__ import annotations

import sys
from math import log
from pathlib import Path

import numpy as np

WIDTH, HEADS, LAYERS, INNER = 64, 4, 2, 128
CONTEXT = 16_384
STEADY = 8.0
"""The first hidden number of every token."""
LENGTH = 40
"""Tokens of an answer, about."""
WORDS = (
    "the captain river horse Shoshone people they we she went spoke wrote journal winter fort bear"
    " fish trade boat men north west mountain baby interpreter language and of in to was were with"
    " el la río caballo capitán gente ellos ella fue habló escribió diario invierno fuerte oso pez"
    " comercio bote hombres norte oeste montaña bebé intérprete lengua y de en con era eran"
).split()
MARKS = (*'{}[]":,.-_0123456789', "FIGURE", "GUIDE", "\n")
CHAT = (
    "{% for message in messages %}{{ message['role'] + ': ' + message['content'] + '\n' }}"
    "{% endfor %}assistant:"
)
NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6
"""Kinds of tokens, as the file format numbers them."""


def vocabulary() -> list[tuple[str, int, float]]:
    """Give each token with its kind and the logarithm of its frequency."""
    special = [("<unk>", UNKNOWN, -30.0), ("<s>", CONTROL, -30.0)]
    end = [("</s>", CONTROL, -log(LENGTH))]
    spelt = [(f"<0x{number:02X}>", BYTE, -12.0) for number in range(256)]
    harmonic = sum(1.0 / rank for rank in range(1, len(WORDS) + 1))
    said = [(f"▁{word}", NORMAL, -log(rank * harmonic)) for rank, word in enumerate(WORDS, start=1)]
    marks = [(mark, NORMAL, -2.5 if mark == '"' else -6.0) for mark in MARKS]
    letters = [(letter, NORMAL, -9.0) for letter in "▁abcdefghijklmnopqrstuvwxyz"]
    return [*special, *end, *spelt, *said, *marks, *letters]


def write_model(path: Path) -> None:
    """Write the model's file."""
    import gguf  # noqa: PLC0415 - only the servers' own environment has it

    tokens = vocabulary()
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list([text for text, _, _ in tokens])
    writer.add_token_scores([weight for _, _, weight in tokens])
    writer.add_token_types([kind for _, kind, _ in tokens])
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_chat_template(CHAT)
    for name, weights in _tensors([weight for _, _, weight in tokens]).items():
        writer.add_tensor(name, weights.astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _tensors(frequencies: list[float]) -> dict[str, np.ndarray]:
    dice = np.random.default_rng(5)

    def drawn(rows: int, columns: int, spread: float = 0.05) -> np.ndarray:
        return dice.normal(0.0, spread, (rows, columns))

    embedding = drawn(len(frequencies), WIDTH, 0.3)
    embedding[:, 0] = STEADY
    output = drawn(len(frequencies), WIDTH, 0.2)
    # After normalising, the steady number is the root of the width, less what the others take.
    output[:, 0] = np.array(frequencies) / (STEADY / np.sqrt((STEADY**2 + 0.09 * WIDTH) / WIDTH))
    tensors = {
        "token_embd.weight": embedding,
        "output_norm.weight": np.ones(WIDTH),
        "output.weight": output,
    }
    for layer in range(LAYERS):
        block = f"blk.{layer}"
        tensors[f"{block}.attn_norm.weight"] = np.ones(WIDTH)
        tensors[f"{block}.ffn_norm.weight"] = np.ones(WIDTH)
        for name in ("attn_q", "attn_k", "attn_v"):
            tensors[f"{block}.{name}.weight"] = drawn(WIDTH, WIDTH)
        tensors[f"{block}.ffn_gate.weight"] = drawn(INNER, WIDTH)
        tensors[f"{block}.ffn_up.weight"] = drawn(INNER, WIDTH)
        for name, inner in (("attn_output", WIDTH), ("ffn_down", INNER)):
            weights = drawn(WIDTH, inner)
            weights[0] = 0.0
            tensors[f"{block}.{name}.weight"] = weights
    return tensors


if __name__ == "__main__":
    write_model(Path(sys.argv[1]))
