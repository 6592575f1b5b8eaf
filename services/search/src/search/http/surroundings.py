"""What a question is answered with, from the app's state."""

from fastapi import Request

from search.domain.language import Language
from search.http.moment import Moment
from search.queries.find import Surroundings


def surroundings_of(request: Request, moment: Moment) -> Surroundings:
    state = request.app.state
    language: Language = state.language
    return Surroundings(language, moment.directory, state.names, moment.now, language.corrected)
