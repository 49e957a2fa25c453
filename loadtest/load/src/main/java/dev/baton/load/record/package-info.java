/**
 * The tool's own record: what was said by whom, what became of it, and the judgement at the end.
 *
 * <p>Read {@link dev.baton.load.record.Book}, then {@link dev.baton.load.record.Judge}. Knows
 * neither network nor clock.
 */
@NullMarked
package dev.baton.load.record;

import org.jspecify.annotations.NullMarked;
