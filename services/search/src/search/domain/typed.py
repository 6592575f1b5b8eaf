"""The words of a query while they are read one meaning after the other."""

from collections.abc import Container

from search.domain.folding import Word, words


class Typed:
    """Words by position; what one reader has taken, no other sees."""

    def __init__(self, text: str, most_words: int) -> None:
        self.text = text
        self.words = words(text)[:most_words]
        self._taken = [False] * len(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def at(self, position: int) -> str:
        """The folded word there; nothing outside, and nothing where it is taken."""
        if 0 <= position < len(self.words) and not self._taken[position]:
            return self.words[position].folded
        return ""

    def is_number(self, position: int) -> bool:
        return self.at(position).replace(".", "").replace(",", "").isdecimal()

    def follows(self, position: int) -> str:
        """The signs between this word and the next."""
        last = position + 1 >= len(self.words)
        end = len(self.text) if last else self.words[position + 1].start
        return self.text[self.words[position].end : end]

    def before(self, position: int) -> str:
        """The signs between the word before and this one."""
        start = self.words[position - 1].end if position else 0
        return self.text[start : self.words[position].start]

    def take(self, first: int, last: int) -> str:
        """Take the words from `first` to `last`; returns them as they were typed."""
        for position in range(first, last + 1):
            self._taken[position] = True
        return self.text[self.words[first].start : self.words[last].end]

    def take_back(self, first: int, among: Container[str]) -> int:
        """Take the words straight before `first` that are `among` these; where that begins."""
        while self.at(first - 1) in among:
            first -= 1
            self._taken[first] = True
        return first

    def rest(self) -> list[Word]:
        return [word for word, taken in zip(self.words, self._taken, strict=True) if not taken]
