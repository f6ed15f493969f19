"""Songs as files and as text, for whatever reads or writes them: the app, the sketch engine, the GPU service."""
