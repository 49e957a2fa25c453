package dev.baton.http.inbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A frame of an operator's client: FRAMES.md section 5.1, every kind in one. */
record InboxFrame(
    @JsonProperty(required = true) String kind,
    @Nullable String conversation,
    @Nullable Long after,
    @Nullable List<@Nullable String> views,
    @Nullable String key,
    @Nullable String text,
    @Nullable Long generation) {}
