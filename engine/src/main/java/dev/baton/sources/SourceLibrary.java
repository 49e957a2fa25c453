package dev.baton.sources;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.KnowledgeBase;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.PassageCutter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything one can do with sources: add, read again, remove, list. A source is stored first and
 * read afterwards, one at a time, on the executor; it ends ready with at least one passage, or
 * failed with a reason a person can act on. Store and index change together: what is removed is
 * unfindable at once, even if it is being read at that moment. Adding and removing block shortly.
 */
public final class SourceLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(SourceLibrary.class);
  private static final byte[] NOTHING = {};

  private record Ref(WorkspaceId workspace, SourceId id) {}

  private final SourceStore store;
  private final KnowledgeBase knowledge;
  private final SourceReading reading;
  private final SourceListener listener;
  private final InstantSource clock;
  private final ReadingQueue<Ref> queue;

  /** Held while store and index are changed together. */
  private final Object publishing = new Object();

  /**
   * A library that does nothing until {@link #start}.
   *
   * @param executor where sources are read: it may block for minutes
   */
  public SourceLibrary(
      SourceStore store,
      KnowledgeBase knowledge,
      SourceReading reading,
      SourceListener listener,
      Executor executor,
      InstantSource clock) {
    this.store = store;
    this.knowledge = knowledge;
    this.reading = reading;
    this.listener = listener;
    this.clock = clock;
    this.queue = new ReadingQueue<>(SourceLimits.QUEUED_MAX, executor, this::readOne);
  }

  /** Brings the index up to the store, and takes up what was unfinished when the server stopped. */
  public void start() {
    rebuild();
    takeUp();
  }

  /** Goes on with what a server has left unfinished, this one or one that is gone; blocks. */
  public void takeUp() {
    for (Source source : store.takeUnfinished()) {
      queue.add(new Ref(source.workspace(), source.id()));
    }
  }

  /** Another node has changed a source: the index of this one follows; blocks. */
  public void follow(WorkspaceId workspace, SourceId id) {
    synchronized (publishing) {
      List<Passage> passages = store.passages(id);
      if (passages.isEmpty()) {
        knowledge.remove(workspace, id);
      } else if (!knowledge.put(workspace, id, passages)) {
        queue.add(new Ref(workspace, id));
      }
    }
  }

  /**
   * Makes the index hold exactly what the store holds. Cheap where they already agree. What has
   * still to be prepared is found by its words until that is done, by and by.
   */
  public void rebuild() {
    List<Ref> unprepared = new ArrayList<>();
    synchronized (publishing) {
      Map<WorkspaceId, Set<SourceId>> ready = new HashMap<>();
      store.eachReady((source, passages) -> {
        ready.computeIfAbsent(source.workspace(), each -> new HashSet<>()).add(source.id());
        if (!knowledge.put(source.workspace(), source.id(), passages)) {
          unprepared.add(new Ref(source.workspace(), source.id()));
        }
      });
      knowledge.keepOnly(ready);
    }
    unprepared.forEach(queue::add);
  }

  /**
   * Adds a file by its bytes.
   *
   * @throws SourceRefused when it is too large or too many are waiting
   */
  public Source addFile(WorkspaceId workspace, String name, byte[] content) {
    if (content.length > SourceLimits.BYTES_MAX) {
      throw new SourceRefused(
          SourceRefused.Why.TOO_LARGE,
          "This file is larger than 50 MB. Split it into parts and add those.");
    }
    String safe = SourceNames.fileName(name);
    return add(workspace, Source.Kind.FILE, SourceNames.title(safe), safe, null, content);
  }

  /**
   * Adds a page of the web.
   *
   * @throws SourceRefused when it is no http or https address, or too many are waiting
   */
  public Source addLink(WorkspaceId workspace, String url) {
    String address = SourceNames.address(url);
    String title = address.substring(address.indexOf("//") + 2);
    return add(workspace, Source.Kind.LINK, SourceNames.title(title), null, address, NOTHING);
  }

  /**
   * Adds a text that somebody wrote.
   *
   * @throws SourceRefused when title or text is blank, it is too large, or too many are waiting
   */
  public Source addText(WorkspaceId workspace, String title, String text) {
    if (title.isBlank() || text.isBlank()) {
      throw new SourceRefused(SourceRefused.Why.INVALID, "A text needs a title and some text.");
    }
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    if (content.length > SourceLimits.BYTES_MAX) {
      throw new SourceRefused(SourceRefused.Why.TOO_LARGE, "This text is larger than 50 MB.");
    }
    return add(workspace, Source.Kind.TEXT, SourceNames.title(title), null, null, content);
  }

  /** Reads no further source; what is unfinished is taken up at the next start. */
  public void close() {
    queue.close();
  }

  public List<Source> list(WorkspaceId workspace) {
    return store.list(workspace);
  }

  public Optional<Source> find(WorkspaceId workspace, SourceId id) {
    return store.find(workspace, id);
  }

  /** Reads a source anew; a link is fetched again. Empty when there is no such source. */
  public Optional<Source> readAgain(WorkspaceId workspace, SourceId id) {
    if (store.find(workspace, id).isEmpty()) {
      return Optional.empty();
    }
    refuseWhenFull();
    if (!store.mark(id, Source.State.QUEUED)) {
      return Optional.empty();
    }
    Optional<Source> queued = announced(workspace, id);
    queue.add(new Ref(workspace, id));
    return queued;
  }

  /** False when there was none. Unfindable when the call returns. */
  public boolean remove(WorkspaceId workspace, SourceId id) {
    synchronized (publishing) {
      if (!store.remove(workspace, id)) {
        return false;
      }
      knowledge.remove(workspace, id);
    }
    listener.removed(workspace, id);
    return true;
  }

  private Source add(
      WorkspaceId workspace,
      Source.Kind kind,
      String title,
      @Nullable String name,
      @Nullable String url,
      byte[] content) {
    refuseWhenFull();
    Source source =
        new Source(
            SourceId.random(),
            workspace,
            kind,
            title,
            name,
            url,
            Source.State.QUEUED,
            null,
            0,
            0,
            content.length,
            clock.instant(),
            null);
    store.add(source, content);
    listener.changed(source);
    queue.add(new Ref(workspace, source.id()));
    return source;
  }

  private void refuseWhenFull() {
    if (queue.isFull()) {
      throw new SourceRefused(
          SourceRefused.Why.TOO_MANY,
          "Too many sources are waiting to be read. Try again when some of them are done.");
    }
  }

  private void readOne(Ref ref) {
    try {
      Optional<Source> source = store.find(ref.workspace(), ref.id());
      if (source.isPresent() && source.get().state() == Source.State.READY) {
        prepare(ref);
        return;
      }
      if (source.isEmpty() || !store.mark(ref.id(), Source.State.READING)) {
        return;
      }
      announced(ref.workspace(), ref.id());
      byte[] content = store.content(ref.workspace(), ref.id()).orElse(NOTHING);
      switch (reading.read(source.get(), content)) {
        case ReadResult.Unreadable unreadable -> fail(ref, unreadable.reason());
        case ReadResult.Read read -> publish(ref, source.get(), read.text());
      }
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("Reading {} failed", ref.id(), e);
      failQuietly(ref);
    }
  }

  /** Passages that were stored without their vectors get them. */
  private void prepare(Ref ref) {
    knowledge.prepare(ref.id(), store.passages(ref.id()));
    synchronized (publishing) {
      List<Passage> passages = store.passages(ref.id());
      if (!passages.isEmpty()) {
        knowledge.put(ref.workspace(), ref.id(), passages);
      }
    }
  }

  private void publish(Ref ref, Source source, SourceText text) {
    String title = text.title().isBlank() ? source.title() : SourceNames.title(text.title());
    if (source.kind() == Source.Kind.TEXT) {
      title = source.title();
    }
    List<Passage> passages = PassageCutter.cut(ref.id(), title, source.url(), text.sections());
    if (passages.isEmpty()) {
      fail(ref, "There is no text in this source. Check the original and add it again.");
      return;
    }
    if (passages.size() > SourceLimits.PASSAGES_MAX) {
      fail(ref, "This source has too much text. Split it into parts and add those.");
      return;
    }
    knowledge.prepare(ref.id(), passages);
    synchronized (publishing) {
      if (!store.ready(ref.id(), title, text.pages(), passages, clock.instant())) {
        return;
      }
      knowledge.put(ref.workspace(), ref.id(), passages);
    }
    announced(ref.workspace(), ref.id());
  }

  private void fail(Ref ref, String reason) {
    synchronized (publishing) {
      if (!store.failed(ref.id(), reason, clock.instant())) {
        return;
      }
      knowledge.remove(ref.workspace(), ref.id());
    }
    announced(ref.workspace(), ref.id());
  }

  private void failQuietly(Ref ref) {
    try {
      fail(
          ref,
          "Baton stumbled over this source. Read it again; if it fails again, tell your admin.");
    } catch (RuntimeException e) {
      LOG.error("{} stays unfinished and is taken up at the next start", ref.id(), e);
    }
  }

  private Optional<Source> announced(WorkspaceId workspace, SourceId id) {
    Optional<Source> source = store.find(workspace, id);
    source.ifPresent(listener::changed);
    return source;
  }
}
