package dev.baton.retrieval.lucene;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.KnowledgeBase;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.Search;
import dev.baton.retrieval.Term;
import dev.baton.retrieval.embedding.PassageVectors;
import dev.baton.retrieval.embedding.QuestionVectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The knowledge base as Lucene indexes on disk, a folder for each workspace, so that no query can
 * reach another workspace's passages. The folder is a cache: a damaged or missing index is begun
 * anew, and the listener is told which workspace must be put in again from the stored sources. At
 * most {@link #OPEN_INDEXES_MAX} indexes are open at once; the longest unused is closed.
 */
public final class LuceneKnowledgeBase implements KnowledgeBase {
  public static final int OPEN_INDEXES_MAX = 64;
  public static final double RAM_MEGABYTES_PER_INDEX_MAX = 16;

  private static final Logger LOG = LoggerFactory.getLogger(LuceneKnowledgeBase.class);

  /** An open index and how many calls are inside it. Guarded by the knowledge base's lock. */
  private static final class Open {
    private final WorkspaceIndex index;
    private int users;

    private Open(WorkspaceIndex index) {
      this.index = index;
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(WorkspaceIndex index) throws IOException;
  }

  private final Path folder;
  private final PassageVectors vectors;
  private final Consumer<WorkspaceId> lost;
  private final int openMax;
  private final Map<WorkspaceId, Open> open = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<WorkspaceId> filled = new HashSet<>();
  private boolean closed;

  /**
   * A knowledge base in this folder, which need not exist yet.
   *
   * @param vectors of the passages, or {@link PassageVectors#none()}
   * @param lost told of a workspace whose index was found damaged or gone while serving; it must
   *     not block
   */
  public LuceneKnowledgeBase(Path folder, PassageVectors vectors, Consumer<WorkspaceId> lost) {
    this(folder, vectors, lost, OPEN_INDEXES_MAX);
  }

  LuceneKnowledgeBase(
      Path folder, PassageVectors vectors, Consumer<WorkspaceId> lost, int openMax) {
    this.vectors = vectors;
    this.folder = folder;
    this.lost = lost;
    this.openMax = openMax;
  }

  @Override
  public Search search(WorkspaceId workspace, String question) {
    QuestionVectors known = vectors.question(question);
    return (look, most) ->
        exists(workspace)
            ? with(workspace, index -> index.search(question, known, look, most))
            : List.of();
  }

  @Override
  public String language(WorkspaceId workspace, String question) {
    SourceLanguage language =
        exists(workspace)
            ? with(workspace, index -> index.language(question))
            : SourceLanguage.ENGLISH;
    return language.name();
  }

  @Override
  public List<Term> terms(WorkspaceId workspace, String language, String text) {
    return exists(workspace)
        ? with(workspace, index -> index.terms(SourceLanguage.valueOf(language), text))
        : List.of();
  }

  @Override
  public boolean isEmpty(WorkspaceId workspace) {
    return !exists(workspace) || with(workspace, WorkspaceIndex::isEmpty);
  }

  @Override
  public void prepare(SourceId source, List<Passage> passages) {
    vectors.prepare(source, passages);
  }

  @Override
  public boolean put(WorkspaceId workspace, SourceId source, List<Passage> passages) {
    boolean complete = with(workspace, index -> index.put(source, passages));
    synchronized (this) {
      filled.add(workspace);
    }
    return complete;
  }

  @Override
  public void remove(WorkspaceId workspace, SourceId source) {
    if (exists(workspace)) {
      with(
          workspace,
          index -> {
            index.remove(source);
            return true;
          });
    }
  }

  @Override
  public void keepOnly(Map<WorkspaceId, Set<SourceId>> sources) {
    for (WorkspaceId workspace : onDisk()) {
      with(
          workspace,
          index -> {
            index.keepOnly(sources.getOrDefault(workspace, Set.of()));
            return true;
          });
    }
  }

  private <T> T with(WorkspaceId workspace, Work<T> work) {
    Open entered = enter(workspace);
    try {
      return work.on(entered.index);
    } catch (IOException e) {
      discard(workspace, entered, e);
      throw new UncheckedIOException("the index of " + workspace + " is being built anew", e);
    } catch (AlreadyClosedException e) {
      // What a writer says that an earlier failure has closed for good.
      discard(workspace, entered, e);
      throw e;
    } finally {
      leave(entered);
    }
  }

  private synchronized Open enter(WorkspaceId workspace) {
    if (closed) {
      throw new IllegalStateException("the knowledge base is closed");
    }
    Open found = open.get(workspace);
    if (found == null) {
      found = new Open(opened(workspace));
      open.put(workspace, found);
    }
    found.users++;
    closeUnused();
    return found;
  }

  private synchronized void leave(Open entered) {
    entered.users--;
  }

  private WorkspaceIndex opened(WorkspaceId workspace) {
    Path place = place(workspace);
    boolean missing = filled.contains(workspace) && !isIndex(place);
    try {
      Files.createDirectories(place);
      WorkspaceIndex index = new WorkspaceIndex(place, vectors, RAM_MEGABYTES_PER_INDEX_MAX);
      if (missing) {
        lost.accept(workspace);
      }
      return index;
    } catch (IOException | RuntimeException e) {
      LOG.warn("The index of {} cannot be opened and is built anew", workspace, e);
      try {
        delete(place);
        Files.createDirectories(place);
        WorkspaceIndex index = new WorkspaceIndex(place, vectors, RAM_MEGABYTES_PER_INDEX_MAX);
        lost.accept(workspace);
        return index;
      } catch (IOException again) {
        throw new UncheckedIOException("no index can be kept in " + place, again);
      }
    }
  }

  private void closeUnused() {
    Iterator<Map.Entry<WorkspaceId, Open>> eldestFirst = open.entrySet().iterator();
    while (open.size() > openMax && eldestFirst.hasNext()) {
      Open candidate = eldestFirst.next().getValue();
      if (candidate.users == 0) {
        eldestFirst.remove();
        closeQuietly(candidate);
      }
    }
  }

  private synchronized void discard(WorkspaceId workspace, Open damaged, Exception why) {
    if (open.get(workspace) == damaged) {
      LOG.warn("The index of {} is damaged and is built anew", workspace, why);
      open.remove(workspace);
      closeQuietly(damaged);
      try {
        delete(place(workspace));
      } catch (IOException e) {
        LOG.warn("The damaged index of {} could not be deleted", workspace, e);
      }
      lost.accept(workspace);
    }
  }

  private static void closeQuietly(Open candidate) {
    try {
      candidate.index.close();
    } catch (IOException | RuntimeException e) {
      LOG.warn("An index did not close cleanly", e);
    }
  }

  private synchronized List<WorkspaceId> onDisk() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<WorkspaceId> found = new ArrayList<>();
    try (Stream<Path> places = Files.list(folder)) {
      places
          .map(place -> place.getFileName().toString())
          .filter(name -> name.startsWith("wsp_"))
          .forEach(name -> found.add(new WorkspaceId(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private boolean exists(WorkspaceId workspace) {
    synchronized (this) {
      // One that was filled is opened even when its files are gone: so the loss is noticed.
      if (open.containsKey(workspace) || filled.contains(workspace)) {
        return true;
      }
    }
    return isIndex(place(workspace));
  }

  private static boolean isIndex(Path place) {
    if (!Files.isDirectory(place)) {
      return false;
    }
    try (FSDirectory directory = FSDirectory.open(place)) {
      return DirectoryReader.indexExists(directory);
    } catch (IOException e) {
      return true;
    }
  }

  private Path place(WorkspaceId workspace) {
    return folder.resolve(workspace.value());
  }

  private static void delete(Path place) throws IOException {
    if (!Files.exists(place)) {
      return;
    }
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.values().forEach(LuceneKnowledgeBase::closeQuietly);
    open.clear();
  }
}
