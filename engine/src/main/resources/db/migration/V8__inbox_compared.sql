-- Up to which ordering of the journal every row of the inbox was found to be as new as its conversation.
-- A start compares what came later only. Delete the row, and the next start compares everything.

CREATE TABLE inbox_compared (
  one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one),
  ordering BIGINT NOT NULL
);

-- Looked for at each comparison: few rows, among however many.
CREATE INDEX inbox_entry_awaiting_idx
  ON inbox_entry (updated_at DESC) WHERE owner = 'AGENT' AND last_author = 'customer';
