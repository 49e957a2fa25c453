package dev.baton.retrieval.embedding;

import dev.baton.identity.SourceId;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.PassageParts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of passages, one for each of their {@link PassageParts}, under several models. They
 * are kept as directions in 8 bits a number, which moves a cosine by less than a thousandth.
 */
public final class PassageVectors {
  private static final int DIGEST_BYTES = 16;

  private final List<TextEmbedder> models;
  private final VectorStore store;

  /**
   * @param models each with a key of its own, the quickest first
   */
  public PassageVectors(List<TextEmbedder> models, VectorStore store) {
    this.models = List.copyOf(models);
    this.store = store;
  }

  /** No models: passages are found by their words alone. */
  public static PassageVectors none() {
    return new PassageVectors(List.of(), new VectorsInMemory());
  }

  /** The keys of the models, in the order of all that is said here by model. */
  public List<String> keys() {
    return models.stream().map(TextEmbedder::key).toList();
  }

  /** What stands for a question under each model. */
  public QuestionVectors question(String text) {
    return new QuestionVectors(place -> {
      TextEmbedder model = models.get(place);
      return new QuestionVector(model.key(), direction(model.question(text)), model.floor());
    });
  }

  /**
   * Computes what is missing of a source's vectors and stores them. Takes some ten milliseconds of
   * a processor for each paragraph.
   */
  public void prepare(SourceId source, List<Passage> passages) {
    List<List<String>> texts = PassageParts.of(passages);
    for (TextEmbedder model : models) {
      Map<String, byte[]> known = store.of(source, model.key());
      Map<String, byte[]> wanted = new HashMap<>();
      for (List<String> one : texts) {
        wanted.computeIfAbsent(
            digest(one),
            digest -> {
              byte @Nullable [] found = known.get(digest);
              return found == null ? packed(model, one) : found;
            });
      }
      if (!wanted.keySet().equals(known.keySet())) {
        store.replace(source, model.key(), wanted);
      }
    }
  }

  /** What is stored for a source's passages, for each of them in their order. */
  public List<PartVectors> stored(SourceId source, List<Passage> passages) {
    List<Double> floors = models.stream().map(TextEmbedder::floor).toList();
    List<Map<String, byte[]>> known =
        models.stream().map(model -> store.of(source, model.key())).toList();
    List<PartVectors> all = new ArrayList<>();
    for (List<String> one : PassageParts.of(passages)) {
      String digest = digest(one);
      List<List<byte[]>> byModel = new ArrayList<>();
      for (int model = 0; model < models.size(); model++) {
        byModel.add(unpacked(known.get(model).get(digest), models.get(model).dimensions()));
      }
      all.add(new PartVectors(byModel, floors));
    }
    return all;
  }

  private static byte[] packed(TextEmbedder model, List<String> texts) {
    byte[] packed = new byte[texts.size() * model.dimensions()];
    for (int i = 0; i < texts.size(); i++) {
      byte[] direction = direction(model.vector(texts.get(i)));
      System.arraycopy(direction, 0, packed, i * model.dimensions(), model.dimensions());
    }
    return packed;
  }

  private static List<byte[]> unpacked(byte @Nullable [] packed, int dimensions) {
    List<byte[]> directions = new ArrayList<>();
    for (int from = 0; packed != null && from < packed.length; from += dimensions) {
      directions.add(Arrays.copyOfRange(packed, from, from + dimensions));
    }
    return directions;
  }

  private static byte[] direction(float[] vector) {
    float largest = 0;
    for (float value : vector) {
      largest = Math.max(largest, Math.abs(value));
    }
    byte[] direction = new byte[vector.length];
    for (int i = 0; i < vector.length && largest > 0; i++) {
      direction[i] = (byte) Math.round(vector[i] / largest * Byte.MAX_VALUE);
    }
    return direction;
  }

  private static String digest(List<String> texts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        sha.update(text.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha.digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
