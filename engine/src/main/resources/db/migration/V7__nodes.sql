-- The nodes that serve this database together. Who lives is told by a lock that each holds on a connection of its own; a row
-- says where it is reached. Belongs to the servers that run now: no backup holds it.

CREATE TABLE node (
  number INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  address TEXT COLLATE "C" NOT NULL,
  version TEXT NOT NULL,
  protocol INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('FORMING', 'JOINING', 'UP', 'LEAVING')),
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  seen_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  conversations INTEGER NOT NULL DEFAULT 0,
  -- As the node itself sees it: addresses.
  members TEXT[] NOT NULL DEFAULT '{}',
  unreachable TEXT[] NOT NULL DEFAULT '{}'
);

-- Which side goes on when nodes lose sight of each other.
CREATE TABLE node_lease (
  name TEXT COLLATE "C" PRIMARY KEY,
  node INTEGER NOT NULL,
  until TIMESTAMPTZ NOT NULL
);

-- Whose work it is to read a source.
ALTER TABLE source ADD COLUMN node INTEGER;
