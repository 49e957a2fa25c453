package dev.baton.retrieval.lucene;

import static java.util.stream.Collectors.joining;

import dev.baton.identity.SourceId;
import dev.baton.retrieval.Hit;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.PassageParts;
import dev.baton.retrieval.Search;
import dev.baton.retrieval.Term;
import dev.baton.retrieval.embedding.PartVectors;
import dev.baton.retrieval.embedding.PassageVectors;
import dev.baton.retrieval.embedding.QuestionVector;
import dev.baton.retrieval.embedding.QuestionVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The index of one workspace: title, heading path and text of each passage in one field, the first
 * two repeated to weigh more, which is BM25F in its simplest form; and the vectors of its parts.
 */
final class WorkspaceIndex implements AutoCloseable {
  static final int QUESTION_WORDS_MAX = 48;

  /** Changes that a killed server may have to make again from the stored sources. */
  static final int UNCOMMITTED_MAX = 100;

  /** So many of a source's first passages tell its language. */
  private static final int DETECTED_IN = 20;

  /** Grows with every change of what a passage's documents hold. */
  private static final int FORMAT = 2;

  private final PassageVectors vectors;
  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private int uncommitted;

  WorkspaceIndex(Path folder, PassageVectors vectors, double ramMegabytes) throws IOException {
    this.vectors = vectors;
    this.directory = FSDirectory.open(folder);
    try {
      this.writer =
          new IndexWriter(
              directory,
              new IndexWriterConfig(new WhitespaceAnalyzer())
                  .setSimilarity(new BM25Similarity())
                  .setRAMBufferSizeMB(ramMegabytes)
                  .setMergeScheduler(new SerialMergeScheduler()));
      writer.commit();
      this.searchers = new SearcherManager(writer, new SearcherFactory());
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  List<Hit> search(String question, QuestionVectors known, Search.Look look, int most)
      throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      if (searcher.getIndexReader().numDocs() == 0) {
        return List.of();
      }
      SourceLanguage language = language(searcher, question);
      // The models know English alone.
      int models = language == SourceLanguage.ENGLISH ? vectors.keys().size() : 0;
      List<QuestionVector> pointing =
          known.first(look == Search.Look.GLANCE ? Math.min(1, models) : models).stream()
              .filter(vector -> PassageDocuments.isDirection(vector.direction()))
              .toList();
      List<String> words = words(searcher, language, question);
      return new PassageSearch(searcher, words, pointing).best(most);
    } finally {
      searchers.release(searcher);
    }
  }

  SourceLanguage language(String question) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return language(searcher, question);
    } finally {
      searchers.release(searcher);
    }
  }

  private static SourceLanguage language(IndexSearcher searcher, String question)
      throws IOException {
    SourceLanguage most = SourceLanguage.ENGLISH;
    Map<SourceLanguage, Integer> passages = new EnumMap<>(SourceLanguage.class);
    for (SourceLanguage language : SourceLanguage.values()) {
      int written = searcher.getIndexReader().docFreq(PassageDocuments.in(language));
      if (written > 0) {
        passages.put(language, written);
        most = written > passages.getOrDefault(most, 0) ? language : most;
      }
    }
    return passages.size() == 1
        ? most
        : SourceLanguage.among(passages.keySet(), question).orElse(most);
  }

  List<Term> terms(SourceLanguage language, String text) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return terms(searcher, language, text);
    } finally {
      searchers.release(searcher);
    }
  }

  /** Each word of a question once, the most telling ones when there are too many. */
  private static List<String> words(
      IndexSearcher searcher, SourceLanguage language, String question) throws IOException {
    return terms(searcher, language, question).stream()
        .sorted(Comparator.comparingDouble(Term::weight).reversed())
        .map(Term::word)
        .distinct()
        .limit(QUESTION_WORDS_MAX)
        .toList();
  }

  private static List<Term> terms(IndexSearcher searcher, SourceLanguage language, String text)
      throws IOException {
    List<Term> terms = new ArrayList<>();
    for (String word : language.words(text, PassageDocuments.WORDS_MAX)) {
      terms.add(FieldWords.term(searcher, PassageDocuments.WORDS, word));
    }
    return terms;
  }

  boolean isEmpty() throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return searcher.getIndexReader().numDocs() == 0;
    } finally {
      searchers.release(searcher);
    }
  }

  /** False when vectors were missing; what there is, is found all the same. */
  boolean put(SourceId source, List<Passage> passages) throws IOException {
    String words = FORMAT + ":" + passages.size() + ":" + passages.hashCode();
    String complete = words + ":" + String.join(",", vectors.keys());
    String held = fingerprint(source);
    if (complete.equals(held)) {
      return true;
    }
    List<PartVectors> stored = vectors.stored(source, passages);
    boolean missing = !stored.stream().allMatch(PartVectors::complete);
    if (missing && words.equals(held)) {
      return false;
    }
    List<List<String>> parts = PassageParts.of(passages);
    SourceLanguage language =
        SourceLanguage.of(
            passages.stream().limit(DETECTED_IN).map(Passage::text).collect(joining("\n")));
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < passages.size(); i++) {
      documents.addAll(
          PassageDocuments.block(
              passages.get(i),
              parts.get(i),
              language,
              vectors.keys(),
              stored.get(i),
              missing ? words : complete));
    }
    if (documents.isEmpty()) {
      writer.deleteDocuments(PassageDocuments.bySource(source));
    } else {
      writer.updateDocuments(PassageDocuments.bySource(source), documents);
    }
    publish();
    return !missing;
  }

  void remove(SourceId source) throws IOException {
    writer.deleteDocuments(PassageDocuments.bySource(source));
    publish();
  }

  void keepOnly(Set<SourceId> kept) throws IOException {
    Set<SourceId> gone = sources();
    gone.removeAll(kept);
    for (SourceId source : gone) {
      writer.deleteDocuments(PassageDocuments.bySource(source));
    }
    publish();
    commit();
  }

  /** Shown at once, and committed now and then: what is lost is put in again from the sources. */
  private void publish() throws IOException {
    searchers.maybeRefreshBlocking();
    if (++uncommitted >= UNCOMMITTED_MAX) {
      commit();
    }
  }

  private void commit() throws IOException {
    writer.commit();
    uncommitted = 0;
  }

  private @Nullable String fingerprint(SourceId source) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      Query any =
          new BooleanQuery.Builder()
              .add(new TermQuery(PassageDocuments.bySource(source)), BooleanClause.Occur.FILTER)
              .add(new TermQuery(PassageDocuments.IS_PASSAGE), BooleanClause.Occur.FILTER)
              .build();
      ScoreDoc[] first = searcher.search(any, 1).scoreDocs;
      return first.length == 0
          ? null
          : PassageDocuments.fingerprint(searcher.storedFields().document(first[0].doc));
    } finally {
      searchers.release(searcher);
    }
  }

  /** Those that have passages, and possibly some that had. */
  private Set<SourceId> sources() throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      Set<SourceId> found = new HashSet<>();
      Terms all = MultiTerms.getTerms(searcher.getIndexReader(), PassageDocuments.SOURCE);
      if (all != null) {
        TermsEnum each = all.iterator();
        while (each.next() != null) {
          found.add(new SourceId(each.term().utf8ToString()));
        }
      }
      return found;
    } finally {
      searchers.release(searcher);
    }
  }

  @Override
  public void close() throws IOException {
    searchers.close();
    writer.close();
    directory.close();
  }
}
