"""Downloads: a song as a file of one's choice, labelled, and many songs as one ZIP."""
