package dev.baton.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Allow;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.ExceptionHandler;
import akka.http.javadsl.server.MethodRejection;
import akka.http.javadsl.server.Rejection;
import akka.http.javadsl.server.RejectionHandler;
import akka.http.javadsl.server.Route;
import dev.baton.http.inbox.InboxRoutes;
import dev.baton.http.pages.PageRoutes;
import dev.baton.http.problem.Failures;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.http.widget.WidgetRoutes;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The whole route tree. */
final class ChatRoutes extends AllDirectives {
  private final WidgetRoutes widget;
  private final InboxRoutes inbox;
  private final PageRoutes pages;
  private final BooleanSupplier ready;
  private final Supplier<String> metrics;

  ChatRoutes(
      WidgetRoutes widget,
      InboxRoutes inbox,
      PageRoutes pages,
      BooleanSupplier ready,
      Supplier<String> metrics) {
    this.widget = widget;
    this.inbox = inbox;
    this.pages = pages;
    this.ready = ready;
    this.metrics = metrics;
  }

  Route routes() {
    Route all =
        concat(
            pathPrefix(
                "api",
                () ->
                    pathPrefix(
                        "v1", () -> concat(pathPrefix("widget", widget::routes), inbox.routes()))),
            path("healthz", () -> get(() -> complete("ok\n"))),
            path("readyz", () -> get(() -> complete(readiness()))),
            path("metrics", () -> get(() -> complete(metrics.get()))),
            pages.routes());
    return respondWithDefaultHeader(
        RawHeader.create("X-Content-Type-Options", "nosniff"),
        () -> handleRejections(rejections(), () -> handleExceptions(exceptions(), () -> all)));
  }

  private HttpResponse readiness() {
    return ready.getAsBoolean()
        ? HttpResponse.create().withEntity("ready\n")
        : JsonRoutes.problem(
            Problem.of(503, "not_ready", "The server is starting, or has lost its database.")
                .retryAfter(1));
  }

  private static ExceptionHandler exceptions() {
    return ExceptionHandler.newBuilder()
        .matchAny(failure -> problem(Failures.problem(failure)))
        .build();
  }

  private static RejectionHandler rejections() {
    AllDirectives directives = new AllDirectives() {};
    return RejectionHandler.newBuilder()
        .handleAll(
            MethodRejection.class,
            refused ->
                directives.complete(
                    JsonRoutes.problem(
                            Problem.of(405, "method_not_allowed", "This path knows other methods."))
                        .addHeader(
                            Allow.create(
                                refused.stream()
                                    .map(MethodRejection::supported)
                                    .toArray(akka.http.javadsl.model.HttpMethod[]::new)))))
        .handleAll(
            Rejection.class,
            refused ->
                problem(Problem.of(400, "malformed", "This path is not asked for in this way.")))
        .handleNotFound(problem(Refused.notFound().problem()))
        .build();
  }

  private static Route problem(Problem problem) {
    return new AllDirectives() {}.complete(JsonRoutes.problem(problem));
  }
}
