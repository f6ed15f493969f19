"""The create page: saying what one wants to hear, with drafts, presets, a lyric doctor and the queue."""
