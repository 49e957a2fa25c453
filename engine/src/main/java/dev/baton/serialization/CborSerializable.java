package dev.baton.serialization;

/**
 * Marks what Akka stores or sends as Jackson CBOR. Bound in {@code reference.conf}; Java
 * serialization is off.
 */
public interface CborSerializable {}
