package dev.baton.retrieval.lucene;

import dev.baton.retrieval.Hit;
import dev.baton.retrieval.embedding.QuestionVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.join.DiversifyingChildrenByteKnnVectorQuery;
import org.apache.lucene.search.join.ToParentBlockJoinQuery;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.VectorUtil;

/**
 * One search: the passages that share the question's words, as a whole or in one part, and those
 * that are nearest in meaning under each model (HNSW, Malkov and Yashunin 2016), all of them scored
 * by everything.
 */
final class PassageSearch {
  /** So many passages are looked at for their words, and as many for each model. */
  static final int CANDIDATES = 32;

  private final IndexSearcher searcher;
  private final FieldWords wholeWords;
  private final FieldWords partWords;
  private final List<QuestionVector> vectors;

  /**
   * @param words the question's, each once
   * @param vectors the question's, without those that point nowhere
   */
  PassageSearch(IndexSearcher searcher, List<String> words, List<QuestionVector> vectors)
      throws IOException {
    this.searcher = searcher;
    this.wholeWords = new FieldWords(searcher, PassageDocuments.WORDS, words);
    this.partWords = new FieldWords(searcher, PassageDocuments.PART_WORDS, words);
    this.vectors = vectors;
  }

  /** The best passages, best first. */
  List<Hit> best(int most) throws IOException {
    Query whole = wholeWords.query();
    Query parts = ofPassages(partWords.query());
    TreeSet<Integer> candidates = new TreeSet<>();
    add(candidates, whole);
    add(candidates, parts);
    for (QuestionVector vector : vectors) {
      add(
          candidates,
          ofPassages(
              new DiversifyingChildrenByteKnnVectorQuery(
                  PassageDocuments.vectors(vector.model()),
                  vector.direction(),
                  null,
                  CANDIDATES,
                  PassageDocuments.PASSAGES)));
    }
    List<Scored> scored = new ArrayList<>();
    Weight wholeWeight = weight(whole);
    Weight partWeight = weight(parts);
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    for (LeafReaderContext leaf : leaves) {
      int end = leaf.docBase + leaf.reader().maxDoc();
      scored.addAll(scored(leaf, wholeWeight, partWeight, candidates.subSet(leaf.docBase, end)));
    }
    scored.sort(Comparator.comparingDouble(Scored::score).reversed());
    StoredFields stored = searcher.storedFields();
    List<Hit> hits = new ArrayList<>();
    for (Scored one : scored.subList(0, Math.min(most, scored.size()))) {
      Document document = stored.document(one.document());
      hits.add(
          new Hit(
              PassageDocuments.passage(document),
              one.words(),
              one.meanings(),
              one.parts(),
              PassageDocuments.likeness(document)));
    }
    return hits;
  }

  private record Scored(int document, double words, List<List<Double>> nearness) {
    double score() {
      return Hit.sum(words, meanings());
    }

    /** That of a passage is that of its nearest part. */
    List<Double> meanings() {
      return nearness.stream().map(Collections::max).toList();
    }

    /** How near each part is, the mean over the models. */
    List<Double> parts() {
      int parts = nearness.stream().mapToInt(List::size).min().orElse(0);
      return IntStream.range(0, parts)
          .mapToObj(
              part -> nearness.stream().mapToDouble(model -> model.get(part)).average().orElse(0))
          .toList();
    }
  }

  /** The passages that have the parts that a query finds, scored as their best part. */
  private static Query ofPassages(Query parts) {
    return new ToParentBlockJoinQuery(
        parts, PassageDocuments.PASSAGES, org.apache.lucene.search.join.ScoreMode.Max);
  }

  private Weight weight(Query query) throws IOException {
    return searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
  }

  private void add(Set<Integer> candidates, Query query) throws IOException {
    for (ScoreDoc found : searcher.search(query, CANDIDATES).scoreDocs) {
      candidates.add(found.doc);
    }
  }

  private List<Scored> scored(
      LeafReaderContext leaf, Weight whole, Weight parts, Collection<Integer> candidates)
      throws IOException {
    List<Scored> scored = new ArrayList<>();
    Scorer wholeScorer = candidates.isEmpty() ? null : whole.scorer(leaf);
    Scorer partScorer = candidates.isEmpty() ? null : parts.scorer(leaf);
    Map<Integer, List<List<Double>>> nearness = nearness(leaf, candidates);
    for (int candidate : candidates) {
      int document = candidate - leaf.docBase;
      double words =
          (wholeWords.share(wholeScorer, document) + partWords.share(partScorer, document)) / 2;
      scored.add(new Scored(candidate, words, nearness.getOrDefault(candidate, List.of())));
    }
    return scored;
  }

  /** How near the parts of each candidate are: for each model that has seen them, in order. */
  private Map<Integer, List<List<Double>>> nearness(
      LeafReaderContext leaf, Collection<Integer> candidates) throws IOException {
    Map<Integer, List<List<Double>>> nearness = new HashMap<>();
    BitSet passages = PassageDocuments.PASSAGES.getBitSet(leaf);
    for (QuestionVector vector : vectors) {
      ByteVectorValues values =
          leaf.reader().getByteVectorValues(PassageDocuments.vectors(vector.model()));
      if (values == null || passages == null) {
        continue;
      }
      byte[] direction = vector.direction();
      DocIndexIterator parts = values.iterator();
      for (int candidate : candidates) {
        int end = candidate - leaf.docBase;
        int begin = end == 0 ? 0 : passages.prevSetBit(end - 1) + 1;
        List<Double> near = new ArrayList<>();
        int part = parts.docID() < begin ? parts.advance(begin) : parts.docID();
        while (part < end) {
          double cosine = VectorUtil.cosine(direction, values.vectorValue(parts.index()));
          near.add(vector.nearness(cosine));
          part = parts.nextDoc();
        }
        if (!near.isEmpty()) {
          nearness.computeIfAbsent(candidate, each -> new ArrayList<>()).add(near);
        }
      }
    }
    return nearness;
  }
}
