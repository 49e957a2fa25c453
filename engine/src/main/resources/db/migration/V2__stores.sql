-- What the stores keep. Identifiers compare by byte (COLLATE "C"), so that the order of a list does
-- not depend on the locale of the server.

CREATE TABLE workspace (
  id TEXT COLLATE "C" PRIMARY KEY,
  key TEXT COLLATE "C" NOT NULL UNIQUE,
  version INTEGER NOT NULL CHECK (version >= 1),
  settings JSONB NOT NULL,
  added_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- email_key is the address in lower case: made by Baton, because lower() depends on the locale.
CREATE TABLE operator (
  id TEXT COLLATE "C" PRIMARY KEY,
  workspace TEXT COLLATE "C" NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  email_key TEXT COLLATE "C" NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('ADMIN', 'OPERATOR')),
  active BOOLEAN NOT NULL,
  password_hash TEXT NOT NULL,
  added_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX operator_workspace_idx ON operator (workspace);

-- Only hashes of secrets are stored, here and in the two tables below.
CREATE TABLE operator_session (
  secret_hash TEXT COLLATE "C" PRIMARY KEY,
  operator TEXT COLLATE "C" NOT NULL REFERENCES operator (id) ON DELETE CASCADE,
  expires_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX operator_session_operator_idx ON operator_session (operator);
CREATE INDEX operator_session_expires_idx ON operator_session (expires_at);

CREATE TABLE api_key (
  secret_hash TEXT COLLATE "C" PRIMARY KEY,
  workspace TEXT COLLATE "C" NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  added_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX api_key_workspace_idx ON api_key (workspace);

CREATE TABLE customer_session (
  token_hash TEXT COLLATE "C" PRIMARY KEY,
  workspace TEXT COLLATE "C" NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  conversation TEXT COLLATE "C" NOT NULL,
  customer TEXT COLLATE "C" NOT NULL,
  page_url TEXT,
  page_title TEXT,
  expires_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX customer_session_workspace_idx ON customer_session (workspace);
CREATE INDEX customer_session_expires_idx ON customer_session (expires_at);

CREATE TABLE source (
  id TEXT COLLATE "C" PRIMARY KEY,
  workspace TEXT COLLATE "C" NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('FILE', 'LINK', 'TEXT')),
  title TEXT NOT NULL,
  name TEXT,
  url TEXT,
  state TEXT NOT NULL CHECK (state IN ('QUEUED', 'READING', 'READY', 'FAILED')),
  reason TEXT,
  pages INTEGER NOT NULL CHECK (pages >= 0),
  passages INTEGER NOT NULL CHECK (passages >= 0),
  bytes BIGINT NOT NULL CHECK (bytes >= 0),
  added_at TIMESTAMPTZ NOT NULL,
  read_at TIMESTAMPTZ,
  CONSTRAINT source_ready_has_passages CHECK (state <> 'READY' OR passages >= 1),
  CONSTRAINT source_failed_has_reason CHECK ((state = 'FAILED') = (reason IS NOT NULL))
);

CREATE INDEX source_workspace_idx ON source (workspace, added_at DESC, id DESC);
CREATE INDEX source_unfinished_idx ON source (added_at, id) WHERE state IN ('QUEUED', 'READING');

CREATE TABLE source_content (
  source TEXT COLLATE "C" PRIMARY KEY REFERENCES source (id) ON DELETE CASCADE,
  content BYTEA NOT NULL
);

CREATE TABLE passage (
  source TEXT COLLATE "C" NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  title TEXT NOT NULL,
  heading TEXT,
  page INTEGER CHECK (page >= 1),
  url TEXT,
  text TEXT NOT NULL CHECK (text <> ''),
  PRIMARY KEY (source, ordinal)
);

-- Derived from the journal, so operator and customer carry no foreign key: a row must be writable
-- for every conversation that the journal holds.
CREATE TABLE inbox_entry (
  conversation TEXT COLLATE "C" PRIMARY KEY,
  workspace TEXT COLLATE "C" NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  rev BIGINT NOT NULL CHECK (rev >= 1),
  owner TEXT NOT NULL CHECK (owner IN ('AGENT', 'QUEUE', 'OPERATOR', 'NONE')),
  operator TEXT COLLATE "C",
  operator_name TEXT,
  generation BIGINT NOT NULL,
  episode INTEGER NOT NULL,
  customer TEXT COLLATE "C" NOT NULL,
  page_url TEXT,
  page_title TEXT,
  last_seq BIGINT,
  last_author TEXT CHECK (last_author IN ('customer', 'agent', 'operator')),
  last_author_name TEXT,
  last_text TEXT,
  last_at TIMESTAMPTZ,
  handoff_reason TEXT,
  handed_off_at TIMESTAMPTZ,
  waiting_since TIMESTAMPTZ,
  opened_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT inbox_entry_operator_owns CHECK ((owner = 'OPERATOR') = (operator IS NOT NULL)),
  CONSTRAINT inbox_entry_queue_waits CHECK ((owner = 'QUEUE') = (waiting_since IS NOT NULL)),
  CONSTRAINT inbox_entry_last_line CHECK (
    (last_seq IS NULL) = (last_author IS NULL)
    AND (last_seq IS NULL) = (last_text IS NULL)
    AND (last_seq IS NULL) = (last_at IS NULL))
);

CREATE INDEX inbox_entry_waiting_idx
  ON inbox_entry (workspace, waiting_since, conversation) WHERE owner = 'QUEUE';
CREATE INDEX inbox_entry_operator_idx
  ON inbox_entry (workspace, operator, updated_at DESC, conversation DESC) WHERE owner = 'OPERATOR';
CREATE INDEX inbox_entry_owner_idx
  ON inbox_entry (workspace, owner, updated_at DESC, conversation DESC);
