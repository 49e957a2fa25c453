/**
 * What tests of every module share: the {@link dev.baton.testkit.TestDatabase}. Knows the rooms it
 * serves; none of them knows it.
 */
@NullMarked
package dev.baton.testkit;

import org.jspecify.annotations.NullMarked;
