/** Baton's engine: the map of its rooms stands in ARCHITECTURE.md. */
@NullMarked
package dev.baton;

import org.jspecify.annotations.NullMarked;
