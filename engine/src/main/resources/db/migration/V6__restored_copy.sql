-- One row where ./baton restore has made this database and nobody has confirmed yet that it takes the
-- place of the original. Whatever sends something out of Baton must look here first.

CREATE TABLE restored_copy (
  one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one),
  taken_at TIMESTAMPTZ NOT NULL,
  restored_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
