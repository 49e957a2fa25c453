package dev.baton.database;

/**
 * One row of the journal.
 *
 * @param ordering grows over all conversations, with holes
 * @param sequenceNumber dense within its persistence id, from 1
 * @param deleted marked as deleted, and kept
 * @param serializer the number of the serializer that wrote the payload
 * @param manifest what the serializer calls the type of the payload
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record StoredEvent(
    long ordering,
    String persistenceId,
    long sequenceNumber,
    boolean deleted,
    int serializer,
    String manifest,
    byte[] payload) {}
