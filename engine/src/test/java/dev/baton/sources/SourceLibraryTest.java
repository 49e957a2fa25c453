package dev.baton.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.Hit;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.embedding.PassageVectors;
import dev.baton.retrieval.lucene.LuceneKnowledgeBase;
import dev.baton.testkit.InMemorySourceStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceLibraryTest {
  private static final byte[] MANUAL = bytes("# Refunds\n\nRefunds take fourteen days to arrive.");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final WorkspaceId workspace = WorkspaceId.random();
  private final InMemorySourceStore store = new InMemorySourceStore();
  private final List<String> heard = new ArrayList<>();
  private final Deque<Runnable> work = new ArrayDeque<>();

  @TempDir private Path folder;
  private LuceneKnowledgeBase knowledge;
  private SourceLibrary library;

  private Runnable whileReading = () -> {};
  private FetchedPage page = new FetchedPage.Refused("The page is not there.");

  @BeforeEach
  void open() {
    knowledge = new LuceneKnowledgeBase(folder, PassageVectors.none(), each -> {});
    library = library();
  }

  @AfterEach
  void close() {
    knowledge.close();
  }

  private SourceLibrary library() {
    SourceReader reader =
        new SourceReader(pdf -> {
          whileReading.run();
          return new ReadResult.Unreadable("This PDF holds only scanned pictures.");
        });
    PageFetcher fetcher =
        url -> {
          whileReading.run();
          return page;
        };
    SourceListener listener =
        new SourceListener() {
          @Override
          public void changed(Source source) {
            heard.add(source.state() + " " + source.passages());
          }

          @Override
          public void removed(WorkspaceId in, SourceId source) {
            heard.add("removed");
          }
        };
    return new SourceLibrary(
        store,
        knowledge,
        new SourceReading(reader, fetcher),
        listener,
        work::add,
        InstantSource.fixed(NOW));
  }

  private void runAll() {
    while (!work.isEmpty()) {
      work.removeFirst().run();
    }
  }

  @Test
  void aFileIsQueuedThenReadThenReady() {
    Source added = library.addFile(workspace, "C:\\docs\\..\\manual.md", MANUAL);
    runAll();

    Source ready = library.find(workspace, added.id()).orElseThrow();
    assertThat(added.state()).isEqualTo(Source.State.QUEUED);
    assertThat(heard).containsExactly("QUEUED 0", "READING 0", "READY 1");
    assertThat(ready.name()).isEqualTo("manual.md");
    assertThat(ready.title()).isEqualTo("Refunds");
    assertThat(ready.readAt()).isEqualTo(NOW);
    assertThat(knowledge.search(workspace, "when do refunds arrive", 1)).hasSize(1);
  }

  @Test
  void aSourceWithoutTextFailsAndIsNeverReady() {
    Source added = library.addFile(workspace, "empty.html", bytes("<html><script>x</script>"));
    runAll();

    Source failed = library.find(workspace, added.id()).orElseThrow();
    assertThat(failed.state()).isEqualTo(Source.State.FAILED);
    assertThat(failed.reason()).contains("no text");
    assertThat(knowledge.isEmpty(workspace)).isTrue();
  }

  @Test
  void aLinkIsFetchedAndCitedByItsAddress() {
    page =
        new FetchedPage.Fetched(
            bytes("<h1>Refunds</h1><p>Within fourteen days."),
            "https://acme.example/help",
            "text/html");
    library.addLink(workspace, "https://acme.example/help");
    runAll();

    assertThat(knowledge.search(workspace, "refunds", 1))
        .extracting(Hit::passage)
        .singleElement()
        .satisfies(passage -> assertThat(passage.url()).isEqualTo("https://acme.example/help"));
  }

  @Test
  void aLinkThatFailsOnReadingAgainForgetsItsPassages() {
    page =
        new FetchedPage.Fetched(
            bytes("Refunds within fourteen days."), "https://acme.example/", "text/plain");
    Source added = library.addLink(workspace, "https://acme.example/");
    runAll();

    page = new FetchedPage.Refused("The page is not there.");
    library.readAgain(workspace, added.id());
    runAll();

    assertThat(library.find(workspace, added.id()).orElseThrow().reason())
        .isEqualTo("The page is not there.");
    assertThat(knowledge.isEmpty(workspace)).isTrue();
  }

  @Test
  void whatIsRemovedWhileItIsReadStaysRemoved() {
    page =
        new FetchedPage.Fetched(
            bytes("Refunds within fourteen days."), "https://acme.example/", "text/plain");
    Source added = library.addLink(workspace, "https://acme.example/");
    whileReading = () -> library.remove(workspace, added.id());

    runAll();

    assertThat(library.list(workspace)).isEmpty();
    assertThat(knowledge.isEmpty(workspace)).isTrue();
    assertThat(heard).endsWith("removed");
  }

  @Test
  void whatIsRemovedIsUnfindableAtOnce() {
    Source added = library.addText(workspace, "Refunds", "They take fourteen days.");
    runAll();

    assertThat(library.remove(workspace, added.id())).isTrue();
    assertThat(knowledge.search(workspace, "refunds", 1)).isEmpty();
    assertThat(library.remove(workspace, added.id())).isFalse();
  }

  @Test
  void nobodyReachesASourceOfAnotherWorkspace() {
    Source added = library.addText(workspace, "Refunds", "They take fourteen days.");
    WorkspaceId other = WorkspaceId.random();

    assertThat(library.find(other, added.id())).isEmpty();
    assertThat(library.readAgain(other, added.id())).isEmpty();
    assertThat(library.remove(other, added.id())).isFalse();
  }

  @Test
  void unfinishedSourcesAreTakenUpAtTheNextStart() {
    Source added = library.addText(workspace, "Refunds", "They take fourteen days.");
    store.mark(added.id(), Source.State.READING);
    work.clear();

    library().start();
    runAll();

    assertThat(library.find(workspace, added.id()).orElseThrow().state())
        .isEqualTo(Source.State.READY);
  }

  @Test
  void theIndexIsBuiltAnewFromTheStore() {
    library.addText(workspace, "Refunds", "They take fourteen days.");
    runAll();
    knowledge.close();
    SourceId stray = SourceId.random();
    knowledge =
        new LuceneKnowledgeBase(folder.resolve("elsewhere"), PassageVectors.none(), each -> {});
    knowledge.put(
        workspace, stray, List.of(new Passage(stray, 0, "Old", null, null, null, "Zeppelin.")));

    library().start();

    assertThat(knowledge.search(workspace, "refunds", 1)).hasSize(1);
    assertThat(knowledge.search(workspace, "zeppelin", 1)).isEmpty();
  }

  @Test
  void aReaderThatBreaksFailsItsSourceAndNoOther() {
    whileReading =
        () -> {
          throw new IllegalStateException("broken");
        };
    Source broken = library.addFile(workspace, "a.pdf", bytes("%PDF-1.7"));
    Source whole = library.addText(workspace, "Refunds", "They take fourteen days.");
    runAll();

    assertThat(library.find(workspace, broken.id()).orElseThrow().state())
        .isEqualTo(Source.State.FAILED);
    assertThat(library.find(workspace, whole.id()).orElseThrow().state())
        .isEqualTo(Source.State.READY);
  }

  @Test
  void onePieceOfWorkIsHandedOutAtATime() {
    library.addText(workspace, "One", "First text.");
    library.addText(workspace, "Two", "Second text.");

    assertThat(work).hasSize(1);
  }

  @Test
  void refusesWhatItCannotStore() {
    assertThatThrownBy(
            () -> library.addFile(workspace, "a.txt", new byte[SourceLimits.BYTES_MAX + 1]))
        .isInstanceOf(SourceRefused.class)
        .hasMessageContaining("50 MB");
    assertThatThrownBy(() -> library.addText(workspace, " ", "text"))
        .isInstanceOf(SourceRefused.class);
    for (String url :
        List.of(
            "ftp://a.example", "javascript:alert(1)", "https://u:p@a.example", "acme", "http://")) {
      assertThatThrownBy(() -> library.addLink(workspace, url)).isInstanceOf(SourceRefused.class);
    }
    for (int i = 0; i < SourceLimits.QUEUED_MAX; i++) {
      library.addText(workspace, "Many", "Text.");
    }
    assertThatThrownBy(() -> library.addText(workspace, "One more", "Text."))
        .isInstanceOf(SourceRefused.class)
        .hasMessageContaining("waiting");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
