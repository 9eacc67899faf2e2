"""The house style, as far as a program can check it; `content/contribute/style.md` says the rest."""
