/**
 * The public protocol (http-api/protocol/FRAMES.md) as far as the tool speaks it.
 *
 * <p>Read {@link dev.baton.load.wire.FrameReader} and {@link dev.baton.load.wire.Api}.
 */
@NullMarked
package dev.baton.load.wire;

import org.jspecify.annotations.NullMarked;
