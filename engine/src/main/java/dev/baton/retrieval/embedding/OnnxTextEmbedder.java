package dev.baton.retrieval.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model in ONNX Runtime, on the processor. Texts are run one at a time: weights of 8 bits go with
 * activations whose scale is taken over the whole run, so that a text's vector would depend on the
 * others beside it. Load each model once and share it: it holds its weights in native memory.
 */
public final class OnnxTextEmbedder implements TextEmbedder {
  private static final String HIDDEN_STATES = "last_hidden_state";

  private final EmbeddingModel model;
  private final WordPieceTokenizer tokenizer;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  /** The model with one thread for each call: that of the caller. */
  public OnnxTextEmbedder(EmbeddingModel model) {
    this(model, 1);
  }

  /**
   * Loads the model and runs it once, which takes about a second of a processor, so that the first
   * question need not wait for it. To be called away from threads that must not block.
   *
   * @param threads how many threads share the work of all calls, from 1, which is that of the
   *     caller
   * @throws EmbeddingFailed when it cannot be loaded on this machine
   */
  public OnnxTextEmbedder(EmbeddingModel model, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
    this.model = model;
    try {
      this.tokenizer = tokenizer(model);
      this.environment = NativeRuntime.environment();
      this.session = session(environment, model, threads);
    } catch (IOException | OrtException | LinkageError e) {
      throw new EmbeddingFailed("the model " + model.key() + " cannot be loaded here", e);
    }
    try {
      vector("warm");
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static WordPieceTokenizer tokenizer(EmbeddingModel model) throws IOException {
    try (InputStream vocabulary = resource(model.vocabulary())) {
      return WordPieceTokenizer.read(vocabulary);
    }
  }

  private static OrtSession session(OrtEnvironment environment, EmbeddingModel model, int threads)
      throws IOException, OrtException {
    try (InputStream weights = resource(model.weights());
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Waiting threads would burn a core each.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return environment.createSession(weights.readAllBytes(), options);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(OnnxTextEmbedder.class.getResourceAsStream(name), name);
  }

  @Override
  public String key() {
    return model.key();
  }

  @Override
  public double floor() {
    return model.floor();
  }

  @Override
  public int dimensions() {
    return model.dimensions();
  }

  @Override
  public float[] question(String text) {
    return vector(WordPieceTokenizer.hasWords(text) ? model.instruction() + text : text);
  }

  @Override
  public float[] vector(String text) {
    if (!WordPieceTokenizer.hasWords(text)) {
      return new float[model.dimensions()];
    }
    long[] tokens = tokenizer.tokens(text, model.tokensMax());
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the model " + model.key() + " has been closed");
      }
      return ofLengthOne(pooled(run(tokens), tokens.length));
    } catch (OrtException e) {
      throw new EmbeddingFailed("the model " + model.key() + " could not be run", e);
    } finally {
      use.readLock().unlock();
    }
  }

  /** The vectors of all tokens, one after the other. */
  private FloatBuffer run(long[] tokens) throws OrtException {
    long[] attended = new long[tokens.length];
    Arrays.fill(attended, 1);
    try (OnnxTensor ids = row(tokens);
        OnnxTensor mask = row(attended);
        OnnxTensor segments = row(new long[tokens.length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", segments),
                Set.of(HIDDEN_STATES))) {
      OnnxTensor states = (OnnxTensor) result.get(0);
      return states.getFloatBuffer();
    }
  }

  private OnnxTensor row(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private double[] pooled(FloatBuffer states, int tokens) {
    int counted = model.pooling() == EmbeddingModel.Pooling.FIRST ? 1 : tokens;
    double[] sum = new double[model.dimensions()];
    for (int token = 0; token < counted; token++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += states.get(token * sum.length + i);
      }
    }
    return sum;
  }

  /** The direction alone: whether it came from a sum or an average makes no difference. */
  private static float[] ofLengthOne(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    double length = Math.sqrt(squares);
    float[] direction = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      direction[i] = (float) (vector[i] / length);
    }
    return direction;
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new EmbeddingFailed("the model " + model.key() + " could not be closed", e);
    } finally {
      use.writeLock().unlock();
    }
  }
}
