package dev.baton.load.wire;

/** A conversation as the inbox lists it. */
public record Row(String conversation, long rev, String owner, long generation) {}
