/**
 * Texts as vectors, whose nearness says how near the texts are in meaning.
 *
 * <p>Read {@link dev.baton.retrieval.embedding.TextEmbedder}, then {@link
 * dev.baton.retrieval.embedding.EmbeddingModel}, what is known of the two models that we ship.
 * {@link dev.baton.retrieval.embedding.OnnxTextEmbedder} runs one of them; behind it stand {@code
 * WordPieceTokenizer}, from text to token numbers, and {@code NativeRuntime}, the one ONNX Runtime
 * of the process.
 *
 * <p>Depends on ONNX Runtime, which no other room knows, and on Jackson; on no other room. Guards:
 * a vector depends on its own text alone; work and memory for a text are bounded; nothing is
 * fetched or sent, and no file is left behind. Tests: {@code dev.baton.retrieval.embedding} in the
 * test tree.
 */
@NullMarked
package dev.baton.retrieval.embedding;

import org.jspecify.annotations.NullMarked;
