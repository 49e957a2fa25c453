/**
 * Refusals: RFC 9457 problems with a code to decide by, and the field and the limit where they
 * apply.
 *
 * <p>Read {@link dev.baton.http.problem.Problem}, then {@link dev.baton.http.problem.Refused},
 * which carries one through code that cannot return it. Depends on nothing of ours. Guards: no
 * stack trace, class name or secret reaches a caller. Tests: {@code ProblemTest}.
 */
@NullMarked
package dev.baton.http.problem;

import org.jspecify.annotations.NullMarked;
