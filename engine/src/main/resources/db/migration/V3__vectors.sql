-- What stands for the passages of a source in the search by meaning: computed once, kept so that a
-- restart or a lost index does not compute it again. A row has the vectors of one passage, one after
-- the other, under the digest of the texts that they stand for.

CREATE TABLE passage_vectors (
  source TEXT COLLATE "C" NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  model TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  vectors BYTEA NOT NULL,
  PRIMARY KEY (source, model, digest)
);
