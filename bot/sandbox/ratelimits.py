"""Rate limits: headers on every answer, and a 429 where a test has set a limit."""

from __future__ import annotations

import hashlib
from collections import deque

from .clock import Clock
from .errors import Refusal

ORDINARY = 50


class RateLimits:
    """Counts the requests of the routes for which a limit was set."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._limits: dict[str, tuple[int, float]] = {}
        self._taken: dict[str, deque[float]] = {}

    def set(self, route: str, *, limit: int, per: float) -> None:
        """Allow a route (``POST /channels/{channel_id}/messages``) so many requests in so many seconds."""
        self._limits[route] = (limit, per)
        self._taken[route] = deque()

    def take(self, route: str) -> dict[str, str]:
        """Count a request and return its headers; refuses with 429 when the limit is reached."""
        bucket = {"X-RateLimit-Bucket": hashlib.sha256(route.encode()).hexdigest()[:32]}
        if route not in self._limits:
            return {**bucket, **self._headers(ORDINARY, ORDINARY - 1, 1.0)}
        limit, per = self._limits[route]
        taken, now = self._taken[route], self._clock.time()
        while taken and taken[0] <= now - per:
            taken.popleft()
        if len(taken) >= limit:
            raise self._too_many(limit, taken[0] + per - now, bucket)
        taken.append(now)
        return {**bucket, **self._headers(limit, limit - len(taken), taken[0] + per - now)}

    def _headers(self, limit: int, remaining: int, reset_after: float) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(remaining),
            "X-RateLimit-Reset": f"{self._clock.time() + reset_after:.3f}",
            "X-RateLimit-Reset-After": f"{reset_after:.3f}",
        }

    def _too_many(self, limit: int, wait: float, bucket: dict[str, str]) -> Refusal:
        headers = {
            **bucket,
            **self._headers(limit, 0, wait),
            "Via": "1.1 sandbox",
            "Retry-After": str(int(wait) + 1),
            "X-RateLimit-Scope": "user",
        }
        extra = {"retry_after": round(wait, 3), "global": False}
        return Refusal(429, 0, "You are being rate limited.", headers=headers, extra=extra)
