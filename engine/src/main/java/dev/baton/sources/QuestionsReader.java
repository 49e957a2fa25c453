package dev.baton.sources;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Pairs of question and answer from CSV: the columns {@code question} and {@code answer} by their
 * header, or the first two. Each pair becomes a section whose heading is the question.
 */
final class QuestionsReader {
  private QuestionsReader() {}

  static ReadResult read(String csv) {
    String firstLine = csv.lines().findFirst().orElse("");
    char separator = firstLine.indexOf(';') >= 0 && firstLine.indexOf(',') < 0 ? ';' : ',';
    separator = firstLine.indexOf('\t') >= 0 ? '\t' : separator;
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(separator)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    try (CSVParser rows = CSVParser.parse(new StringReader(csv), format)) {
      return read(rows);
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      return new ReadResult.Unreadable(
          "This CSV file is damaged: a quotation mark is not closed. Save it again as CSV and add"
              + " it once more.");
    }
  }

  private static ReadResult read(CSVParser rows) {
    SectionBuilder sections = new SectionBuilder();
    int question = 0;
    int answer = 1;
    for (CSVRecord row : rows) {
      if (row.getRecordNumber() == 1) {
        Optional<Integer> questions = column(row, List.of("question", "questions", "frage", "q"));
        Optional<Integer> answers = column(row, List.of("answer", "answers", "antwort", "a"));
        if (questions.isPresent() && answers.isPresent()) {
          question = questions.get();
          answer = answers.get();
          continue;
        }
        if (row.size() < 2) {
          return new ReadResult.Unreadable(
              "This CSV file has only one column. Baton reads pairs: a column \"question\" and a"
                  + " column \"answer\".");
        }
      }
      if (row.getRecordNumber() > SourceLimits.CSV_ROWS_MAX) {
        return new ReadResult.Unreadable(
            "This CSV file has more than "
                + SourceLimits.CSV_ROWS_MAX
                + " rows. Split it into smaller files.");
      }
      if (row.size() > Math.max(question, answer)
          && !row.get(question).isBlank()
          && !row.get(answer).isBlank()) {
        sections.heading(1, row.get(question));
        PlainTextReader.readInto(sections, row.get(answer), false);
      }
    }
    return new ReadResult.Read(new SourceText("", 1, sections.sections()));
  }

  private static Optional<Integer> column(CSVRecord row, List<String> names) {
    for (int i = 0; i < row.size(); i++) {
      if (names.contains(row.get(i).strip().toLowerCase(Locale.ROOT))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
