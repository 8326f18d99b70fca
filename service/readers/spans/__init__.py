"""The shortest phrase that answers.

sought    what the question asks for: the words that ask, and the kind of thing that they ask for
layout    the sentences it may stand in, as words beside those of the question
runs      the phrases that may answer
able      which of them can be what is asked for at all
edges     where a phrase may begin and end; speech holds what kind of word each is, neighbours how words stand together
matches   how the question's words match those within and around a phrase
attention where in the sentences the question's words look
meaning   how the sum of their meanings does
kinds     what kind of words stand at its edges and beside it
form      what a phrase looks like, and whether it is of the kind that is asked for
salience  how much its words say, and where it stands in its stretch
features  all that, by name
scorer    which phrase is best, from the features of all
read      what is answered with it
stretch   the stretch between stops that fits best, for encoders whose words have no vectors of their own
"""

from service.readers.spans.read import phrase_chances, read_span

__all__ = ["phrase_chances", "read_span"]
