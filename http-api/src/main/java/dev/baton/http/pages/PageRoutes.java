package dev.baton.http.pages;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceDirectory;
import dev.baton.workspace.WorkspaceSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Everything a browser opens. */
public final class PageRoutes extends AllDirectives {
  private static final ContentType.WithCharset HTML = ContentTypes.TEXT_HTML_UTF8;
  private static final ContentType.WithCharset YAML =
      ContentTypes.create(MediaTypes.applicationWithOpenCharset("yaml"), HttpCharsets.UTF_8);

  private final WorkspaceDirectory workspaces;
  private volatile String publicUrl = "";
  private final Optional<String> demoKey;
  private final String apiDocs;

  /**
   * The pages.
   *
   * @param demoKey names the workspace of the demo page, where there is one
   */
  public PageRoutes(WorkspaceDirectory workspaces, Optional<String> demoKey) {
    this.workspaces = workspaces;
    this.demoKey = demoKey;
    this.apiDocs = renderedDocs();
  }

  /** Says where browsers reach us, once the port is known: an address without a path. */
  public void servedAt(String url) {
    publicUrl = url;
  }

  public Route routes() {
    return concat(
        pathSingleSlash(() -> redirect(Uri.create("/inbox/"), StatusCodes.FOUND)),
        pathPrefix("inbox", this::inbox),
        pathPrefix("widget", this::widget),
        pathPrefix("demo", this::demo),
        pathPrefix("docs", this::docs));
  }

  private Route inbox() {
    return concat(
        pathEnd(() -> redirect(Uri.create("/inbox/"), StatusCodes.FOUND)),
        respondWithHeaders(
            PageHeaders.inbox(),
            () ->
                concat(
                    pathSingleSlash(() -> fresh(() -> getFromResource("web/inbox/index.html"))),
                    pathPrefix(
                        "assets",
                        () -> lasting(() -> getFromResourceDirectory("web/inbox/assets"))),
                    getFromResourceDirectory("web/inbox"))));
  }

  private Route widget() {
    return concat(
        path(
            "loader.js",
            () ->
                respondWithHeaders(
                    PageHeaders.shared(), () -> getFromResource("web/widget/loader.js"))),
        path(
            "frame",
            () ->
                parameter(
                    "workspace",
                    key ->
                        respondWithHeaders(
                            PageHeaders.widgetFrame(allowedSites(key)),
                            () -> fresh(() -> getFromResource("web/widget/frame.html"))))),
        pathPrefix(
            "assets",
            () ->
                respondWithHeaders(
                    PageHeaders.shared(),
                    () -> lasting(() -> getFromResourceDirectory("web/widget/assets")))));
  }

  private Route demo() {
    if (demoKey.isEmpty()) {
      return reject();
    }
    return concat(
        pathEnd(() -> redirect(Uri.create("/demo/"), StatusCodes.FOUND)),
        extractRequest(request ->
            respondWithHeaders(
                PageHeaders.demo(publicUrl),
                () ->
                    concat(
                        pathSingleSlash(() -> fresh(() -> complete(demoPage(demoKey.get())))),
                        getFromResourceDirectory("web/widget/demo")))));
  }

  private Route docs() {
    return respondWithHeaders(
        PageHeaders.document(),
        () ->
            concat(
                pathEnd(() -> complete(HttpResponse.create().withEntity(HTML, apiDocs))),
                path(
                    "openapi.yaml",
                    () ->
                        complete(
                            HttpResponse.create()
                                .withEntity(YAML, resource("protocol/openapi.yaml")))),
                path("docs.css", () -> getFromResource("web/docs.css"))));
  }

  private HttpResponse demoPage(String key) {
    String page =
        resource("web/widget/demo/index.html")
            .replace("__BATON_ORIGIN__", publicUrl)
            .replace("__WORKSPACE_KEY__", key);
    return HttpResponse.create().withEntity(HTML, page);
  }

  private List<String> allowedSites(String key) {
    List<String> allowed =
        workspaces
            .findByKey(key)
            .map(Workspace::settings)
            .map(WorkspaceSettings::allowedSites)
            .orElse(List.of());
    boolean demo = demoKey.isPresent() && demoKey.get().equals(key);
    return demo
        ? Stream.concat(allowed.stream(), Stream.of(demoOrigin(publicUrl))).toList()
        : allowed;
  }

  /**
   * The demo page plays somebody else's site: another name of this machine is another site to the
   * browser.
   */
  public static String demoOrigin(String url) {
    return url.replace("//127.0.0.1", "//localhost");
  }

  private Route fresh(java.util.function.Supplier<Route> inner) {
    return respondWithHeader(RawHeader.create("Cache-Control", "no-cache"), inner);
  }

  /** Names of built files carry a hash of their content. */
  private Route lasting(java.util.function.Supplier<Route> inner) {
    return respondWithHeader(
        RawHeader.create("Cache-Control", "public, max-age=31536000, immutable"), inner);
  }

  private static String renderedDocs() {
    var tables = List.of(TablesExtension.create());
    String body =
        HtmlRenderer.builder()
            .extensions(tables)
            .escapeHtml(true)
            .build()
            .render(
                Parser.builder().extensions(tables).build().parse(resource("protocol/FRAMES.md")));
    return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
        + "<title>Baton API</title><link rel=\"stylesheet\" href=\"/docs/docs.css\"></head><body><main>"
        + "<p><a href=\"/docs/openapi.yaml\">openapi.yaml</a> describes the REST calls for tools.</p>"
        + body
        + "</main></body></html>";
  }

  private static String resource(String name) {
    try (InputStream in = PageRoutes.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
