/**
 * What tests of several rooms share: stores in memory, and small knowledge bases. Depends on
 * whatever it stands in for, and ships as a test jar.
 */
@NullMarked
package dev.baton.testkit;

import org.jspecify.annotations.NullMarked;
