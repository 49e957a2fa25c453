package dev.baton.retrieval.lucene;

import dev.baton.identity.SourceId;
import dev.baton.retrieval.Hit;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.Term;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The index of one workspace. Scores by BM25 (Robertson and Zaragoza 2009) over title, heading path
 * and text in one field, the first two repeated to weigh more, which is their BM25F in its simplest
 * form. A score is divided by what a passage would get that has every word of the question
 * endlessly often, unknown words counted: that makes it comparable between questions.
 */
final class WorkspaceIndex implements AutoCloseable {
  static final int QUESTION_WORDS_MAX = 48;
  private static final int TEXT_WORDS_MAX = 2_000;
  private static final int TITLE_WEIGHT = 1;
  private static final int HEADING_WEIGHT = 2;

  private static final String WORDS = "words";
  private static final String SOURCE = "source";
  private static final String FINGERPRINT = "fingerprint";

  private final SourceAnalyzer analyzer;
  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  WorkspaceIndex(Path folder, SourceAnalyzer analyzer, double ramMegabytes) throws IOException {
    this.analyzer = analyzer;
    this.directory = FSDirectory.open(folder);
    try {
      this.writer =
          new IndexWriter(
              directory,
              new IndexWriterConfig(analyzer)
                  .setSimilarity(new BM25Similarity())
                  .setRAMBufferSizeMB(ramMegabytes)
                  .setMergeScheduler(new SerialMergeScheduler()));
      this.searchers = new SearcherManager(writer, new SearcherFactory());
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  List<Hit> search(String question, int most) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      List<Term> terms = questionTerms(searcher, question);
      double ceiling = terms.stream().mapToDouble(Term::weight).sum();
      BooleanQuery.Builder query = new BooleanQuery.Builder();
      for (Term term : terms) {
        if (term.known()) {
          query.add(
              new TermQuery(new org.apache.lucene.index.Term(WORDS, term.word())),
              BooleanClause.Occur.SHOULD);
        }
      }
      List<Hit> hits = new ArrayList<>();
      StoredFields stored = searcher.storedFields();
      for (ScoreDoc found : searcher.search(query.build(), most).scoreDocs) {
        double score = Math.min(1, found.score / ceiling);
        hits.add(new Hit(passage(stored.document(found.doc)), score));
      }
      return hits;
    } finally {
      searchers.release(searcher);
    }
  }

  List<Term> terms(String text) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return terms(searcher, text);
    } finally {
      searchers.release(searcher);
    }
  }

  /** Each word once, the most telling ones when there are more than a query may have. */
  private List<Term> questionTerms(IndexSearcher searcher, String question) throws IOException {
    Map<String, Term> once = new LinkedHashMap<>();
    for (Term term : terms(searcher, question)) {
      once.putIfAbsent(term.word(), term);
    }
    return once.values().stream()
        .sorted(Comparator.comparingDouble(Term::weight).reversed())
        .limit(QUESTION_WORDS_MAX)
        .toList();
  }

  private List<Term> terms(IndexSearcher searcher, String text) throws IOException {
    int documents = searcher.getIndexReader().getDocCount(WORDS);
    List<Term> terms = new ArrayList<>();
    for (String word : analyzer.words(text, TEXT_WORDS_MAX)) {
      int having = searcher.getIndexReader().docFreq(new org.apache.lucene.index.Term(WORDS, word));
      double weight = Math.log(1 + (documents - having + 0.5) / (having + 0.5));
      terms.add(new Term(word, weight, having > 0));
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

  void put(SourceId source, List<Passage> passages) throws IOException {
    String fingerprint = passages.size() + ":" + passages.hashCode();
    if (holds(source, fingerprint)) {
      return;
    }
    List<Document> documents =
        passages.stream().map(passage -> document(passage, fingerprint)).toList();
    if (documents.isEmpty()) {
      writer.deleteDocuments(bySource(source));
    } else {
      writer.updateDocuments(bySource(source), documents);
    }
    publish();
  }

  void remove(SourceId source) throws IOException {
    writer.deleteDocuments(bySource(source));
    publish();
  }

  void keepOnly(Set<SourceId> kept) throws IOException {
    Set<SourceId> gone = sources();
    gone.removeAll(kept);
    for (SourceId source : gone) {
      writer.deleteDocuments(bySource(source));
    }
    publish();
  }

  /** Committed before it is shown: what was found once is found again after a restart. */
  private void publish() throws IOException {
    writer.commit();
    searchers.maybeRefreshBlocking();
  }

  private boolean holds(SourceId source, String fingerprint) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      ScoreDoc[] any = searcher.search(new TermQuery(bySource(source)), 1).scoreDocs;
      return any.length > 0
          && fingerprint.equals(searcher.storedFields().document(any[0].doc).get(FINGERPRINT));
    } finally {
      searchers.release(searcher);
    }
  }

  private Set<SourceId> sources() throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      Set<SourceId> found = new HashSet<>();
      StoredFields stored = searcher.storedFields();
      int documents = Math.max(1, searcher.getIndexReader().numDocs());
      for (ScoreDoc each : searcher.search(MatchAllDocsQuery.INSTANCE, documents).scoreDocs) {
        found.add(new SourceId(stored.document(each.doc, Set.of(SOURCE)).get(SOURCE)));
      }
      return found;
    } finally {
      searchers.release(searcher);
    }
  }

  private static org.apache.lucene.index.Term bySource(SourceId source) {
    return new org.apache.lucene.index.Term(SOURCE, source.value());
  }

  private static Document document(Passage passage, String fingerprint) {
    Document document = new Document();
    document.add(new StringField(SOURCE, passage.source().value(), Field.Store.YES));
    document.add(new StoredField(FINGERPRINT, fingerprint));
    document.add(new StoredField("ordinal", passage.ordinal()));
    store(document, "title", passage.title());
    store(document, "heading", passage.heading());
    store(document, "url", passage.url());
    store(document, "text", passage.text());
    if (passage.page() != null) {
      document.add(new StoredField("page", passage.page()));
    }
    index(document, passage.title(), TITLE_WEIGHT);
    index(document, passage.heading(), HEADING_WEIGHT);
    index(document, passage.text(), 1);
    return document;
  }

  private static void store(Document document, String field, @Nullable String value) {
    if (value != null) {
      document.add(new StoredField(field, value));
    }
  }

  private static void index(Document document, @Nullable String text, int times) {
    for (int i = 0; text != null && i < times; i++) {
      document.add(new TextField(WORDS, text, Field.Store.NO));
    }
  }

  private static Passage passage(Document document) {
    return new Passage(
        new SourceId(document.get(SOURCE)),
        number(document, "ordinal"),
        document.get("title"),
        document.get("heading"),
        document.getField("page") == null ? null : number(document, "page"),
        document.get("url"),
        document.get("text"));
  }

  private static int number(Document document, String field) {
    IndexableField stored = document.getField(field);
    return stored.numericValue().intValue();
  }

  @Override
  public void close() throws IOException {
    searchers.close();
    writer.close();
    directory.close();
  }
}
