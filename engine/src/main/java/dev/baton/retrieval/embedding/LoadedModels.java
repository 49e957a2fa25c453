package dev.baton.retrieval.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of this process, shared by everyone in it: loaded together, once, and never unloaded.
 * Where this machine cannot run them there are none, which is said once.
 */
public final class LoadedModels {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedModels.class);

  private LoadedModels() {}

  private static final class Loading {
    private static final List<CompletableFuture<TextEmbedder>> MODELS =
        Arrays.stream(EmbeddingModel.values())
            .map(model ->
                CompletableFuture.<TextEmbedder>supplyAsync(
                    () -> new OnnxTextEmbedder(model),
                    task -> Thread.ofPlatform().daemon().start(task)))
            .toList();
  }

  private static final class Holder {
    private static final List<TextEmbedder> MODELS = load();
  }

  /** Has them loaded beside what the caller does next, and does not wait. */
  public static void begin() {
    Objects.requireNonNull(Loading.MODELS);
  }

  /** All of them or none, always in the same order. The first call takes about a second. */
  public static List<TextEmbedder> all() {
    return Holder.MODELS;
  }

  private static List<TextEmbedder> load() {
    List<TextEmbedder> loaded = new ArrayList<>();
    try {
      Loading.MODELS.forEach(model -> loaded.add(model.join()));
      return List.copyOf(loaded);
    } catch (RuntimeException e) {
      LOG.warn("Passages are found by their words alone: the models cannot run here", e);
      return List.of();
    }
  }
}
