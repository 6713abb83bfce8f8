"""The first answer to an interaction."""

from __future__ import annotations

from bot.sandbox import payloads
from bot.sandbox.errors import Json
from bot.sandbox.interaction import Answer, Interaction

from .call import NO_CONTENT, Call, Reply, Route

SHOWING = (Answer.MESSAGE, Answer.UPDATE)
"""The answers of which Discord gives the message back; of others it gives no ``resource``."""


async def answer_interaction(call: Call) -> Reply:
    """Take the first answer; with ``with_response`` say what came of it."""
    token = call.params["interaction_token"]
    interaction = call.interactions.answer(call.id("interaction_id"), token, call.form(), call.files)
    if call.query.get("with_response", "").lower() not in ("true", "1"):
        return NO_CONTENT
    return Reply(body=_response(interaction))


def _response(interaction: Interaction) -> Json:
    about: Json = {"id": str(interaction.id), "type": int(interaction.type)}
    message = interaction.original
    if message is not None:
        about |= {
            "response_message_id": str(message.id),
            "response_message_loading": interaction.thinking,
            "response_message_ephemeral": message.ephemeral,
        }
    response: Json = {"interaction": about}
    if message is not None and interaction.answer in SHOWING:
        response["resource"] = {"type": int(interaction.answer), "message": payloads.message(message)}
    return response


ROUTES = (
    Route(
        "POST",
        "/interactions/{interaction_id}/{interaction_token}/callback",
        answer_interaction,
        needs_token=False,
    ),
)
