-- How many conversations each list holds, kept with the rows themselves: counting a million rows takes
-- longer than a person waits. One row for each owner, and for each operator who owns any.

CREATE TABLE inbox_tally (
  workspace TEXT COLLATE "C" NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  owner TEXT NOT NULL CHECK (owner IN ('AGENT', 'QUEUE', 'OPERATOR', 'NONE')),
  operator TEXT COLLATE "C" NOT NULL,
  conversations BIGINT NOT NULL,
  PRIMARY KEY (workspace, owner, operator)
);

INSERT INTO inbox_tally (workspace, owner, operator, conversations)
SELECT workspace, owner, coalesce(operator, ''), count(*) FROM inbox_entry GROUP BY 1, 2, 3;

-- In one order, so that two writers cannot wait for each other.
CREATE FUNCTION inbox_tally_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO inbox_tally AS kept (workspace, owner, operator, conversations)
  SELECT workspace, owner, coalesce(operator, ''), count(*) FROM added GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (workspace, owner, operator) DO UPDATE SET conversations = kept.conversations + excluded.conversations;
  RETURN NULL;
END $$;

CREATE FUNCTION inbox_tally_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO inbox_tally AS kept (workspace, owner, operator, conversations)
  SELECT workspace, owner, operator, sum(one)
  FROM (
    SELECT workspace, owner, coalesce(operator, '') AS operator, -1 AS one FROM was
    UNION ALL
    SELECT workspace, owner, coalesce(operator, ''), 1 FROM is_now) AS moved
  GROUP BY 1, 2, 3 HAVING sum(one) <> 0 ORDER BY 1, 2, 3
  ON CONFLICT (workspace, owner, operator) DO UPDATE SET conversations = kept.conversations + excluded.conversations;
  RETURN NULL;
END $$;

CREATE FUNCTION inbox_tally_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE inbox_tally AS kept SET conversations = kept.conversations - gone.conversations
  FROM (
    SELECT workspace, owner, coalesce(operator, '') AS operator, count(*) AS conversations
    FROM removed GROUP BY 1, 2, 3) AS gone
  WHERE kept.workspace = gone.workspace AND kept.owner = gone.owner AND kept.operator = gone.operator;
  RETURN NULL;
END $$;

CREATE TRIGGER inbox_tally_added AFTER INSERT ON inbox_entry
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION inbox_tally_added();
CREATE TRIGGER inbox_tally_changed AFTER UPDATE ON inbox_entry
  REFERENCING OLD TABLE AS was NEW TABLE AS is_now FOR EACH STATEMENT EXECUTE FUNCTION inbox_tally_changed();
CREATE TRIGGER inbox_tally_removed AFTER DELETE ON inbox_entry
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION inbox_tally_removed();
