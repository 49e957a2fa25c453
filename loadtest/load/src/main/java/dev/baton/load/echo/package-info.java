/**
 * A stand-in for the server, as small and quick as can be.
 *
 * <p>Read {@link dev.baton.load.echo.EchoServer}. {@link dev.baton.load.echo.Conduct} is how tests
 * make it lose, double and reorder.
 */
@NullMarked
package dev.baton.load.echo;

import org.jspecify.annotations.NullMarked;
