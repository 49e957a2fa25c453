/**
 * PDF, opened only in a process of its own, and the only room that knows PDFBox.
 *
 * <p>Read {@link dev.baton.sources.pdf.PdfProcess}, the parent; {@link
 * dev.baton.sources.pdf.PdfChild} is what it starts, {@code PdfText} the printed lines, {@code
 * PdfLayout} how they become paragraphs and headings.
 *
 * <p>Depends on {@code sources}. Guards: a PDF that eats memory or time loses its own reading and
 * nothing else; what the child says is bounded and checked; the child gets a file, three numbers
 * and an empty environment. Tests: {@code PdfProcessTest}, which makes its bad PDFs itself.
 */
@NullMarked
package dev.baton.sources.pdf;

import org.jspecify.annotations.NullMarked;
