"""Who offers models, and what each provider's class calls the same few things.

Imported in the background only, and with everything off that would send a question elsewhere: see `opening`.
"""

from __future__ import annotations

import logging
from typing import Any

import langsmith
import openai
from langchain.chat_models import init_chat_model

from assistant.llm.breaker import Breaker
from assistant.llm.chat import Chat, Meter
from assistant.settings import Settings

LONGEST_CONNECT = 5.0  # seconds
_LIBRARIES = ("openai", "anthropic", "httpx", "httpx2", "httpcore", "httpcore2", "langchain", "langsmith")


def open_chat(settings: Settings, meter: Meter) -> Chat:
    """The model of the settings, opened. Raises what its own library raises, where a key is missing for example."""
    langsmith.configure(enabled=False)
    for library in _LIBRARIES:  # their debugging logs hold requests
        logging.getLogger(library).setLevel(logging.WARNING)
    provider, _, model = (settings.llm or "").partition(":")
    opened = init_chat_model(model, model_provider=provider, **arguments(provider, settings))
    return Chat(f"{provider}:{model}", opened, meter, Breaker(), settings.llm_timeout)


def arguments(provider: str, settings: Settings) -> dict[str, Any]:
    """Trying again is ours: theirs knows no time limit."""
    seconds, temperature, most = settings.llm_timeout, settings.llm_temperature, settings.llm_max_tokens
    if provider == "ollama":
        return {"temperature": temperature, "num_predict": most, "client_kwargs": {"timeout": seconds}}
    common = {"temperature": temperature, "max_tokens": most, "max_retries": 0}
    if provider == "anthropic":
        return {**common, "timeout": seconds}
    # A Timeout of its own keeps it from sharing connections with another event loop, as LangChain's default does.
    timeout = openai.Timeout(seconds, connect=min(LONGEST_CONNECT, seconds))
    return {**common, "timeout": timeout, "stream_usage": True, "use_responses_api": False}
