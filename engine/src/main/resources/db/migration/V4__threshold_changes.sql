-- Who moved the handoff threshold, when, from where, to where and why; an undo marks what it undid.
-- The operator carries no foreign key: an integration's key acts as one of its own.

CREATE TABLE threshold_change (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace TEXT COLLATE "C" NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  at TIMESTAMPTZ NOT NULL DEFAULT now(),
  operator TEXT COLLATE "C" NOT NULL,
  operator_name TEXT NOT NULL,
  old_value DOUBLE PRECISION NOT NULL CHECK (old_value BETWEEN 0 AND 1),
  new_value DOUBLE PRECISION NOT NULL CHECK (new_value BETWEEN 0 AND 1),
  cause TEXT NOT NULL CHECK (cause IN ('MANUAL', 'CURVE', 'UNDO')),
  undone BOOLEAN NOT NULL DEFAULT false
);

CREATE INDEX threshold_change_workspace_idx ON threshold_change (workspace, number DESC);
