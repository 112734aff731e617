"""What can go wrong on the wire between the tutor and a model, each as a server does it."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import Any

from tests.engines.fault_server import TEXT, Exchange

HTML = "<!doctype html><html><body><h1>Bad gateway</h1></body></html>"
FOR_EVER_S = 60.0
FAULTS: dict[str, Callable[[Exchange], Awaitable[None]]] = {}


def fault(play: Callable[[Exchange], Awaitable[None]]) -> Callable[[Exchange], Awaitable[None]]:
    """Enter a fault under its function's name, without the leading underscore."""
    FAULTS[play.__name__.removeprefix("_")] = play
    return play


def _errors() -> None:
    told = {
        "401": (401, "Incorrect API key provided.", "invalid_api_key"),
        "403": (403, "Your account may not use this model.", None),
        "404": (404, "The model does not exist.", "model_not_found"),
        "408": (408, "Request timed out.", None),
        "422": (422, "Unprocessable entity.", None),
        "500": (500, "The server had an error.", None),
        "503": (503, "The engine is currently overloaded.", None),
        "529": (529, "Overloaded.", None),
        "429_quota": (429, "You exceeded your current quota.", "insufficient_quota"),
        "402": (402, "Insufficient balance.", None),
        "400": (400, "Invalid value.", None),
        "400_context": (
            400,
            "This model's maximum context length is 8192 tokens.",
            "context_length_exceeded",
        ),
        "400_context_plain": (
            400,
            "request (63028 tokens) exceeds the available context size (4096 tokens)",
            None,
        ),
        "400_filter": (400, "The response was filtered.", "content_filter"),
    }

    def enter(name: str, code: int, message: str, error_code: str | None) -> None:
        async def play(exchange: Exchange) -> None:
            await exchange.error(code, message, error_code)

        FAULTS[name] = play

    for name, (code, message, error_code) in told.items():
        enter(name, code, message, error_code)


_errors()


async def _too_many(exchange: Exchange) -> None:
    after = exchange.options.get("retry_after")
    headers = {"Retry_After": after} if after else {}
    await exchange.error(429, "Rate limit reached.", "rate_limit_exceeded", **headers)


FAULTS["429"] = _too_many


async def _bad_gateway(exchange: Exchange) -> None:
    await exchange.status(502, HTML, "text/html")


async def _html(exchange: Exchange) -> None:
    await exchange.status(200, HTML, "text/html")


FAULTS["502_html"] = _bad_gateway
FAULTS["200_html"] = _html


@fault
async def _redirect(exchange: Exchange) -> None:
    await exchange.status(307, "", Location=exchange.server.url + "/elsewhere")


@fault
async def _ok(exchange: Exchange) -> None:
    wanted = exchange.asked.body.get("response_format")
    await exchange.answer(json.dumps(instance(exchange.asked.body)) if wanted else TEXT)


@fault
async def _slow_start(exchange: Exchange) -> None:
    await exchange.pause(exchange.option("s", 0.3))
    await exchange.answer(TEXT)


@fault
async def _reset(exchange: Exchange) -> None:
    _reset_socket(exchange)


@fault
async def _reset_mid(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.text(TEXT[:28])
    await exchange.pause(0.05)
    _reset_socket(exchange)


def _reset_socket(exchange: Exchange) -> None:
    raw = exchange.writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.writer.transport.abort()


@fault
async def _hang(exchange: Exchange) -> None:
    await exchange.pause(FOR_EVER_S)


@fault
async def _hang_headers(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.pause(FOR_EVER_S)


@fault
async def _hang_error(exchange: Exchange) -> None:
    await exchange.head(500, "application/json", Content_Length="100")
    await exchange.pause(FOR_EVER_S)


@fault
async def _hang_mid(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.text(TEXT[:28])
    await exchange.pause(FOR_EVER_S)


@fault
async def _hang_end(exchange: Exchange) -> None:
    """Say all and why it ends, and keep the line open."""
    await exchange.events()
    await exchange.text(TEXT)
    await exchange.finish(usage=False)
    await exchange.pause(FOR_EVER_S)


@fault
async def _hang_done(exchange: Exchange) -> None:
    """Say all with `[DONE]`, and keep the line open."""
    await exchange.events()
    await exchange.text(TEXT)
    await exchange.finish()
    await exchange.piece(b"data: [DONE]\n\n")
    await exchange.pause(FOR_EVER_S)


@fault
async def _keepalive(exchange: Exchange) -> None:
    await exchange.events()
    while True:
        await exchange.piece(b": keep-alive\n\n")
        await exchange.pause(0.05)


@fault
async def _keepalive_mid(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.text(TEXT[:28])
    while True:
        await exchange.piece(b": keep-alive\n\n")
        await exchange.pause(0.05)


@fault
async def _empty_deltas(exchange: Exchange) -> None:
    await exchange.events()
    while True:
        await exchange.delta(content="")
        await exchange.pause(0.05)


@fault
async def _blank_deltas(exchange: Exchange) -> None:
    await exchange.events()
    while True:
        await exchange.delta(content=" \n")
        await exchange.pause(0.05)


@fault
async def _reasoning_for_ever(exchange: Exchange) -> None:
    await exchange.events()
    while True:
        await exchange.delta(reasoning_content="Let me think about this. ")
        await exchange.pause(0.05)


@fault
async def _drip(exchange: Exchange) -> None:
    await exchange.events()
    for place, word in enumerate((TEXT * 10).split()):
        await exchange.delta(content=f"{word} {place} ")
        await exchange.pause(exchange.option("s", 0.1))
    await exchange.finish()
    await exchange.end()


@fault
async def _disconnect(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.text(TEXT[:28])


@fault
async def _disconnect_early(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.delta(role="assistant", content="")


@fault
async def _cut_clean(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.text(TEXT[:28])
    await exchange.end(done=False)


@fault
async def _cut_done(exchange: Exchange) -> None:
    """Cut, and passed on by a server between that adds `[DONE]`."""
    await exchange.events()
    await exchange.text(TEXT[:28])
    await exchange.end()


@fault
async def _cut_early(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.end(done=False)


@fault
async def _no_done(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.text(TEXT)
    await exchange.finish()
    await exchange.end(done=False)


@fault
async def _bad_sse(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.text(TEXT[:28])
    await exchange.piece(b'data: {"choices": [{"delta": {"content": "half\n\n')
    await exchange.end()


@fault
async def _bad_sse_early(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.piece(b"data: no JSON at all\n\n")
    await exchange.end()


@fault
async def _bytes(exchange: Exchange) -> None:
    """Send what is no UTF-8."""
    await exchange.events()
    await exchange.piece(b'data: {"choices":[{"delta":{"content":"\xff\xfe\xfa"}}]}\n\n')
    await exchange.end()


@fault
async def _error_in_stream(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.text(TEXT[:28])
    await exchange.event({"error": {"message": "The model crashed.", "code": None}})
    await exchange.end()


@fault
async def _error_early(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.event({"error": {"message": "The model crashed.", "code": None}})
    await exchange.end()


@fault
async def _context_in_stream(exchange: Exchange) -> None:
    await exchange.events()
    told = {"message": "prompt is too long", "code": "context_length_exceeded"}
    await exchange.event({"error": told})
    await exchange.end()


@fault
async def _split_utf8(exchange: Exchange) -> None:
    await exchange.events()
    for letter in "El niño está aquí. ¿Quién?":
        said = {"choices": [{"index": 0, "delta": {"content": letter}}]}
        for byte in b"data: " + json.dumps(said, ensure_ascii=False).encode() + b"\n\n":
            await exchange.piece(bytes([byte]))
    await exchange.finish()
    await exchange.end()


@fault
async def _empty(exchange: Exchange) -> None:
    await exchange.answer("")


@fault
async def _null_content(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.delta(role="assistant", content=None)
    await exchange.finish()
    await exchange.end()


@fault
async def _no_choices(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.event({"id": "c-1", "object": "chat.completion.chunk", "choices": []})
    await exchange.end()


@fault
async def _null_choices(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.event({"id": "c-1", "object": "chat.completion.chunk", "choices": None})
    await exchange.end()


@fault
async def _whitespace(exchange: Exchange) -> None:
    await exchange.answer(" \n \n  ")


@fault
async def _refusal(exchange: Exchange) -> None:
    await exchange.events()
    for piece in ("I can't ", "assist with that."):
        await exchange.delta(refusal=piece)
    await exchange.finish()
    await exchange.end()


@fault
async def _content_filter(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.text(TEXT[:28])
    await exchange.finish("content_filter")
    await exchange.end()


@fault
async def _length(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.text(TEXT[:28])
    await exchange.finish("length")
    await exchange.end()


@fault
async def _tool_call(exchange: Exchange) -> None:
    call = {"index": 0, "id": "t", "type": "function"}
    await exchange.events()
    await exchange.delta(tool_calls=[{**call, "function": {"name": "grade", "arguments": "{}"}}])
    await exchange.finish("tool_calls")
    await exchange.end()


@fault
async def _reasoning(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.delta(reasoning_content="The student asks about the river.")
    await exchange.text(TEXT)
    await exchange.finish()
    await exchange.end()


@fault
async def _huge(exchange: Exchange) -> None:
    """Say 400,000 characters, none of them like the one before."""
    await exchange.events()
    words = (f"word{place * 7919 % 100_003} " for place in range(40_000))
    for word in words:
        await exchange.delta(content=word)
    await exchange.finish()
    await exchange.end()


@fault
async def _huge_line(exchange: Exchange) -> None:
    """Send bytes for ever that never end an event."""
    await exchange.events()
    await exchange.piece(b"data: ")
    while True:
        await exchange.piece(b"x" * 65_536)


@fault
async def _huge_body(exchange: Exchange) -> None:
    await exchange.head(200, "application/json", Transfer_Encoding="chunked")
    while True:
        await exchange.piece(b" " * 65_536)


@fault
async def _repeat_loop(exchange: Exchange) -> None:
    await exchange.answer(TEXT + " " + "And the river ran on and on. " * 200)


@fault
async def _think_tags(exchange: Exchange) -> None:
    await exchange.answer(f"<think>The student is Ana. Say {{x}}.</think>{TEXT}")


@fault
async def _think_for_ever(exchange: Exchange) -> None:
    await exchange.events()
    await exchange.text("<think>")
    while True:
        await exchange.delta(content="What if. ")
        await exchange.pause(0.05)


@fault
async def _think_stray(exchange: Exchange) -> None:
    await exchange.answer(f"The student is Ana, so I lie.</think>{TEXT}")


@fault
async def _unstreamed(exchange: Exchange) -> None:
    """Answer in one piece, as a server that knows no streaming."""
    await exchange.status(200, json.dumps(completion(TEXT)))


@fault
async def _unstreamed_json(exchange: Exchange) -> None:
    await exchange.status(200, json.dumps(completion(json.dumps(instance(exchange.asked.body)))))


@fault
async def _unstreamed_empty(exchange: Exchange) -> None:
    await exchange.status(200, json.dumps(completion("")))


@fault
async def _strict_usage(exchange: Exchange) -> None:
    if "stream_options" in exchange.asked.body:
        await exchange.error(422, "Extra inputs are not permitted.")
    else:
        await exchange.answer(TEXT)


@fault
async def _strict_limit(exchange: Exchange) -> None:
    if "max_tokens" in exchange.asked.body:
        await exchange.error(
            400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
        )
    else:
        await exchange.answer(TEXT)


async def _keep_to(exchange: Exchange, name: str) -> None:
    """Keep to an output limit of one name, a word each, and to nothing else."""
    words = TEXT.split() * 4
    limit = exchange.asked.body.get(name, len(words))
    await exchange.events()
    await exchange.text(" ".join(words[:limit]))
    await exchange.finish("length" if limit < len(words) else "stop")
    await exchange.end()


@fault
async def _limited(exchange: Exchange) -> None:
    if "response_format" in exchange.asked.body:
        await _ok(exchange)
    else:
        await _keep_to(exchange, "max_tokens")


@fault
async def _limited_otherwise(exchange: Exchange) -> None:
    await _keep_to(exchange, "max_completion_tokens")


@fault
async def _limited_text_only(exchange: Exchange) -> None:
    if "response_format" in exchange.asked.body or "JSON Schema" in exchange.asked.prompt:
        await _text_only(exchange)
    else:
        await _keep_to(exchange, "max_tokens")


@fault
async def _limited_no_object(exchange: Exchange) -> None:
    if "months" in exchange.asked.prompt:
        await exchange.answer("I would say May.")
    else:
        await _keep_to(exchange, "max_tokens")


@fault
async def _limitless(exchange: Exchange) -> None:
    """Take no notice of any limit."""
    await exchange.answer(f"{TEXT} {TEXT}")


@fault
async def _no_embeddings(exchange: Exchange) -> None:
    """Answer as a good server does, but for vectors: see `other_paths`."""
    await _limited(exchange)


@fault
async def _json_prose(exchange: Exchange) -> None:
    said = json.dumps(instance(exchange.asked.body))
    await exchange.answer(f"Sure! Here {{as asked}} is the JSON:\n{said}\nAnything else?")


@fault
async def _json_fenced(exchange: Exchange) -> None:
    await exchange.answer(f"```json\n{json.dumps(instance(exchange.asked.body))}\n```")


@fault
async def _json_thought(exchange: Exchange) -> None:
    said = json.dumps(instance(exchange.asked.body))
    await exchange.answer(f'<think>{{"score": 4}} would be too kind.</think>{said}')


@fault
async def _json_broken(exchange: Exchange) -> None:
    await exchange.answer('{"score": 3, "verdict": ')


@fault
async def _json_array(exchange: Exchange) -> None:
    await exchange.answer("[1, 2, 3]")


@fault
async def _json_blank(exchange: Exchange) -> None:
    """Give endless white space, as a grammar lets a weak model do."""
    await exchange.answer("{" + "\n" * 3_000)


@fault
async def _json_wrong(exchange: Exchange) -> None:
    """Give an object of another shape."""
    await exchange.answer('{"points": "many"}')


async def _rungs(exchange: Exchange, known: tuple[str, ...], status: int) -> None:
    """Answer with an object where the way of asking is known, and an error elsewhere."""
    kind = exchange.asked.body.get("response_format", {"type": "text"})["type"]
    if kind not in known:
        await exchange.error(status, f"response_format '{kind}' is not supported")
    else:
        await exchange.answer(json.dumps(instance(exchange.asked.body)))


@fault
async def _no_schema(exchange: Exchange) -> None:
    await _rungs(exchange, ("json_object", "text"), 400)


@fault
async def _schema_500(exchange: Exchange) -> None:
    await _rungs(exchange, ("json_object", "text"), 500)


@fault
async def _text_only(exchange: Exchange) -> None:
    await _rungs(exchange, ("text",), 422)


@fault
async def _text_refused(exchange: Exchange) -> None:
    """Refuse whatever asks for an object."""
    if "response_format" in exchange.asked.body or "JSON Schema" in exchange.asked.prompt:
        await exchange.error(422, "response_format is not supported")
    else:
        await exchange.answer(TEXT)


@fault
async def _ignores_format(exchange: Exchange) -> None:
    """Answer in prose, unless the prompt itself shows the schema."""
    shown = "JSON Schema" in exchange.asked.prompt
    await exchange.answer(json.dumps({"score": 2, "verdict": "part"}) if shown else TEXT)


def instance(body: dict[str, Any]) -> dict[str, object]:
    """Make an object that fits the schema asked for."""
    schema = body.get("response_format", {}).get("json_schema", {}).get("schema")
    if not schema:
        return {"score": 2, "verdict": "part"}
    return {name: _value(kind) for name, kind in schema["properties"].items()}


def _value(schema: dict[str, Any]) -> object:
    if "enum" in schema:
        return schema["enum"][0]
    simple = {"integer": schema.get("minimum", 1), "string": "said", "boolean": True}
    return [_value(schema["items"])] if schema["type"] == "array" else simple[schema["type"]]


def completion(text: str) -> dict[str, object]:
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": text},
        "finish_reason": "stop",
    }
    return {"id": "c-1", "object": "chat.completion", "choices": [choice]}


async def other_paths(exchange: Exchange, name: str) -> None:
    """Answer `/v1/models` and `/v1/embeddings`; there is nothing else."""
    path = exchange.asked.path
    if path.endswith("/models"):
        await exchange.status(200, json.dumps({"object": "list", "data": [{"id": "ok"}]}))
    elif path.endswith("/embeddings") and name != "no_embeddings":
        texts = exchange.asked.body["input"]
        data = [
            {"object": "embedding", "index": place, "embedding": [0.6, 0.8]}
            for place in range(len(texts))
        ]
        await exchange.status(200, json.dumps({"object": "list", "data": data, "model": name}))
    else:
        await exchange.error(404, "There is nothing here.")
