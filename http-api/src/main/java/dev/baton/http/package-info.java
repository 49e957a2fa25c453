/** The only room that knows Akka HTTP. */
@NullMarked
package dev.baton.http;

import org.jspecify.annotations.NullMarked;
