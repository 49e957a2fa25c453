package dev.baton.retrieval.embedding;

/**
 * The models whose files are on the class path, the quickest first, and how each wants to be used.
 * Both are English BERTs with weights of 8 bits.
 */
public enum EmbeddingModel {
  /**
   * The smaller and faster one. Its <a
   * href="https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2">model card</a> averages
   * the tokens, asks for no instruction, and cuts after 256 tokens; it learnt from texts of 128.
   */
  MINILM_L6_V2("all-minilm-l6-v2-q", 1, 256, Pooling.MEAN, 0, ""),

  /**
   * The bigger and better one. Its <a href="https://huggingface.co/BAAI/bge-small-en-v1.5">model
   * card</a> takes the first token for the text, cuts after 512 tokens, and wants this instruction
   * before questions. It costs half as much time again and is worth it: docs/answer-quality.md.
   */
  BGE_SMALL_EN_V15(
      "bge-small-en-v1.5-q",
      1,
      512,
      Pooling.FIRST,
      0.4,
      "Represent this sentence for searching relevant passages: ");

  /** How the vectors of the tokens become the vector of the text. */
  enum Pooling {
    /** The average of all tokens, the marks at both ends included. */
    MEAN,
    /** The mark before the first token ({@code [CLS]}) alone. */
    FIRST
  }

  private static final int DIMENSIONS = 384;

  private final String file;
  private final int edition;
  private final int tokensMax;
  private final Pooling pooling;
  private final double floor;
  private final String instruction;

  EmbeddingModel(
      String file, int edition, int tokensMax, Pooling pooling, double floor, String instruction) {
    this.file = file;
    this.edition = edition;
    this.tokensMax = tokensMax;
    this.pooling = pooling;
    this.floor = floor;
    this.instruction = instruction;
  }

  /**
   * What a stored vector of this model must be kept under, known without loading it. The number at
   * its end grows when the files or the tokens change what vectors mean.
   */
  public String key() {
    return file + "." + edition;
  }

  /** How many numbers each vector has. */
  public int dimensions() {
    return DIMENSIONS;
  }

  /** How many tokens of a text count, the marks at both ends included. */
  public int tokensMax() {
    return tokensMax;
  }

  /** The cosine that unrelated texts have, about. */
  public double floor() {
    return floor;
  }

  /** What stands before a question, and before nothing else. */
  String instruction() {
    return instruction;
  }

  Pooling pooling() {
    return pooling;
  }

  /** The weights, on the class path. */
  String weights() {
    return "/" + file + ".onnx";
  }

  /** The vocabulary, on the class path, in the form of Hugging Face's tokenizers. */
  String vocabulary() {
    return "/" + file + "-tokenizer.json";
  }
}
