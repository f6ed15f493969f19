"""Songs as files, for everything that writes or labels one: the sketch engine, the downloads and the GPU service."""
