package dev.baton.database.upkeep;

import dev.baton.database.DatabaseSettings;
import dev.baton.testkit.Sql;
import java.util.List;

/**
 * Rows of every kind, with what is easily lost on the way: nothing, empty, odd letters, all bytes.
 */
final class Sample {
  private Sample() {}

  static void fill(Sql sql) {
    sql.run(
        "INSERT INTO workspace (id, key, version, settings) VALUES"
            + " ('wsp_1', 'acme', 1, '{\"a\": [1, null, \"ü\\\\n\"], \"b\": 0.1}')",
        "INSERT INTO operator (id, workspace, email, email_key, name, role, active, password_hash)"
            + " VALUES ('opr_1', 'wsp_1', 'Ada@x', 'ada@x', 'Ada \uD83D\uDC1D', 'ADMIN', true, '$argon2')",
        "INSERT INTO operator_session VALUES ('hash', 'opr_1', now())",
        "INSERT INTO api_key (secret_hash, workspace, name) VALUES ('key', 'wsp_1', E'tab\\t\\\\.')",
        "INSERT INTO customer_session VALUES ('tok', 'wsp_1', 'cnv_1', 'cus_1', NULL, '', 'infinity')",
        "INSERT INTO source VALUES ('src_1', 'wsp_1', 'FILE', 'Manual', 'm.pdf', NULL, 'READY', NULL,"
            + " 1, 2, 256, now(), NULL)",
        "INSERT INTO source_content SELECT 'src_1',"
            + " decode(string_agg(lpad(to_hex(n), 2, '0'), ''), 'hex') FROM generate_series(0, 255) n",
        "INSERT INTO passage VALUES ('src_1', 0, 'Manual', NULL, 1, NULL, E'a\\r\\nb'),"
            + " ('src_1', 1, 'Manual', '', NULL, '', '\uFEFF')",
        "INSERT INTO passage_vectors VALUES ('src_1', 'm', 'd', '\\x00ff')",
        "INSERT INTO threshold_change (workspace, operator, operator_name, old_value, new_value, cause)"
            + " VALUES ('wsp_1', 'opr_1', 'Ada', 0.1, 1.0 / 3, 'MANUAL')",
        "INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id,"
            + " event_ser_manifest, event_payload) SELECT 'conversation|cnv_' || n % 20, n / 20 + 1,"
            + " 'test', 7301, '', decode(md5(n::text), 'hex') FROM generate_series(0, 4999) n",
        "DELETE FROM event_journal WHERE ordering = 5000",
        "INSERT INTO event_tag SELECT ordering, 'tag' FROM event_journal WHERE ordering < 4",
        "INSERT INTO snapshot VALUES ('conversation|cnv_1', 50, 1, 7302, '', '\\x01', NULL, NULL, NULL)",
        "INSERT INTO inbox_entry (conversation, workspace, rev, owner, generation, episode, customer,"
            + " opened_at, updated_at) VALUES ('cnv_1', 'wsp_1', 3, 'AGENT', 1, 1, 'cus_1', now(), now())");
  }

  /** Everything but what tells a copy from its original. */
  static List<String> kept(DatabaseSettings settings) {
    Sql sql = new Sql(settings);
    return sql.everything("flyway_schema_history", "restored_copy", "node", "node_lease");
  }
}
