/** How events and messages become bytes: Jackson CBOR, by one marker. */
@NullMarked
package dev.baton.serialization;

import org.jspecify.annotations.NullMarked;
