"""Answers that whoever asks has already (conditional requests, RFC 9110 § 13.1.2)."""


def is_held(asked: str | None, tag: str) -> bool:
    """Whether `If-None-Match` names this entity tag: weakly, among several, or by a star.

    `asked` is the header as it came, None without one; `tag` is ours, with its quotes.
    """
    if asked is None or asked == tag:
        return asked is not None
    known = {each.strip().removeprefix("W/") for each in asked.split(",")}
    return "*" in known or tag.removeprefix("W/") in known
