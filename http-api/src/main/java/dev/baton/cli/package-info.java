/**
 * The command line: one class per verb, run by {@code ./baton} once it has built what has changed.
 *
 * <p>Read {@link dev.baton.cli.Baton} (the verbs, and how a failure becomes one line and an exit
 * code), then {@link dev.baton.cli.Up}, which puts the server together. {@code Ask}, {@code
 * SourceAdd}, {@code SourceList} and {@code Verify} only talk to a running server, through {@code
 * ServerClient}; {@code FirstRun} fills a new data folder.
 *
 * <p>Depends on everything: this is the outermost room, and nothing depends on it. Guards: one
 * clear line on standard error instead of a stack trace; the exit codes of {@code ExitCode}; a key
 * never stands on a command line or in a message; text from a server cannot steer the terminal.
 *
 * <p>Tests: {@code dev.baton.cli} in the test tree, against a stub server on a free port.
 */
@NullMarked
package dev.baton.cli;

import org.jspecify.annotations.NullMarked;
